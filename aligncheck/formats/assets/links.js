"use strict";
{
  // Word links: pointing at a word, selecting words, or walking through them by key lights them and their counterparts.
  // They are lit by ranges, so that the text itself stays untouched, and worked out row by row when asked for.
  const rows = [...document.querySelectorAll(".bead[data-links]")];
  const status = document.getElementById("linked");
  const SIDES = ["source", "target"];

  // A row's links: on each side the stretch of the word in the text of its cell.
  const known = new WeakMap();
  const linksOf = (row) => {
    if (!known.has(row)) {
      const numbers = row.dataset.links.split(" ").map(Number);
      const links = [];
      const ends = { source: 0, target: 0 };
      for (let at = 0; at < numbers.length; at += 4) {
        const link = {};
        SIDES.forEach((side, index) => {
          const start = ends[side] + numbers[at + 2 * index];
          ends[side] = start + numbers[at + 2 * index + 1];
          link[side] = [start, ends[side]];
        });
        links.push(link);
      }
      known.set(row, links);
    }
    return known.get(row);
  };

  const sideOf = (cell) => SIDES.find((side) => cell.classList.contains(side));
  const cellOf = (row, side) => row.querySelector(`.cell.${side}`);
  const nodesOf = function* (cell) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let at = 0; walker.nextNode(); at += walker.currentNode.length) yield [at, walker.currentNode];
  };
  const offsetIn = (cell, node, offset) => {
    for (const [at, text] of nodesOf(cell)) if (text === node) return at + offset;
    return -1;
  };
  const rangeIn = (cell, [start, end]) => {
    const range = new Range();
    for (const [at, text] of nodesOf(cell)) {
      if (at <= start && start < at + text.length) range.setStart(text, start - at);
      if (at < end && end <= at + text.length) {
        range.setEnd(text, end - at);
        break;
      }
    }
    return range;
  };
  const rangesOf = (row, links) => links.flatMap((link) => SIDES.map((side) => rangeIn(cellOf(row, side), link[side])));

  const lit = { reached: [], pointed: [], selected: [] };
  const show = (how, ranges) => {
    lit[how] = ranges;
    const now = Object.values(lit).find((each) => each.length) ?? [];
    if (now.length) CSS.highlights.set("link", new Highlight(...now));
    else CSS.highlights.delete("link");
  };

  const caretAt = (x, y) => {
    const caret = document.caretPositionFromPoint?.(x, y);
    if (caret) return [caret.offsetNode, caret.offset];
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? [range.startContainer, range.startOffset] : [null, 0];
  };
  const covers = (range, x, y) =>
    [...range.getClientRects()].some((box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
  const pointAt = (target, x, y) => {
    const cell = target.closest?.(".bead[data-links] > .cell");
    if (!cell) return [];
    const row = cell.parentElement;
    const offset = offsetIn(cell, ...caretAt(x, y));
    const side = sideOf(cell);
    // The nearest caret may be at either end of the word, or far from the pointer at the end of a line.
    const link = linksOf(row).find(
      (each) => each[side][0] <= offset && offset <= each[side][1] && covers(rangeIn(cell, each[side]), x, y),
    );
    return link ? rangesOf(row, [link]) : [];
  };

  const select = () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const parent = range?.commonAncestorContainer;
    const cell = (parent?.nodeType === Node.TEXT_NODE ? parent.parentElement : parent)?.closest(".bead[data-links] > .cell");
    if (!cell) return [];
    const side = sideOf(cell);
    const row = cell.parentElement;
    const chosen = linksOf(row).filter((link) => {
      const word = rangeIn(cell, link[side]);
      return (
        range.compareBoundaryPoints(Range.END_TO_START, word) < 0 && range.compareBoundaryPoints(Range.START_TO_END, word) > 0
      );
    });
    return rangesOf(row, chosen);
  };

  // By key: through the words of the row that is being read.
  let reading = null;
  let at = -1;
  const rowInUse = () => {
    const focused = document.activeElement?.closest(".bead");
    const current = document.querySelector(".card.current")?.closest(".bead");
    const inSight = (row) => row.checkVisibility() && row.getBoundingClientRect().bottom > innerHeight / 4;
    return [focused, current].find((row) => row?.dataset.links) ?? rows.find(inSight);
  };
  const step = (by) => {
    const row = rowInUse();
    if (!row) return;
    const links = linksOf(row);
    at = row === reading ? (at + by + links.length) % links.length : by > 0 ? 0 : links.length - 1;
    reading = row;
    const ranges = rangesOf(row, [links[at]]);
    show("pointed", []);
    show("reached", ranges);
    const words = ranges.map((range, index) => {
      const word = document.createElement("bdi");
      word.lang = cellOf(row, SIDES[index]).lang;
      word.textContent = range.toString();
      return word;
    });
    status?.replaceChildren(words[0], " ↔ ", words[1]);
    ranges[1].startContainer.parentElement.scrollIntoView({ block: "nearest" });
  };
  const leave = () => {
    reading = null;
    show("reached", []);
    status?.replaceChildren();
  };

  if ("highlights" in CSS && rows.length) {
    let pointer = null;
    let before = "";
    const look = () => {
      const { target, clientX, clientY, screenX, screenY } = pointer;
      pointer = null;
      const where = `${screenX} ${screenY}`;
      // Where the text moves under a resting pointer, the reader is at the keyboard and points at nothing.
      if (where !== before) {
        const ranges = pointAt(target, clientX, clientY);
        if (ranges.length) leave();
        show("pointed", ranges);
      }
      before = where;
    };
    document.addEventListener("pointermove", (event) => {
      if (!pointer) requestAnimationFrame(look);
      pointer = event;
    });
    document.addEventListener("selectionchange", () => show("selected", select()));
    addEventListener("word", ({ detail }) => step(detail));
    addEventListener("keydown", ({ key }) => key === "Escape" && leave());
    document.addEventListener("focusin", leave);
  }
}

"use strict";
{
  const root = document.documentElement;
  const find = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);

  const SEVERITIES = ["minor", "major", "critical"];
  const cards = find(".card");
  cards.sort((a, b) => a.dataset.number - b.dataset.number);
  const byNumber = new Map(cards.map((card) => [card.dataset.number, card]));
  const rows = find(".bead");
  const spots = find("[data-findings]").map((element) => ({ element, numbers: element.dataset.findings.split(" ") }));
  const spotsOf = new Map(cards.map((card) => [card.dataset.number, []]));
  for (const { element, numbers } of spots) for (const number of numbers) spotsOf.get(number).push(element);
  const list = new Map(find(".list li").map((item) => [item.dataset.number, item]));

  // Looks: a mark shows the worst of the findings on it that the filters leave.
  const hidden = (card) => card.hidden;
  const worst = (numbers) =>
    numbers
      .map((number) => byNumber.get(number))
      .filter((card) => !hidden(card))
      .sort(
        (a, b) =>
          a.hasAttribute("data-accepted") - b.hasAttribute("data-accepted") ||
          SEVERITIES.indexOf(b.dataset.severity) - SEVERITIES.indexOf(a.dataset.severity) ||
          b.dataset.probability - a.dataset.probability,
      )[0];
  const look = (element, card) => {
    for (const name of [...element.classList]) if (/^(category|severity)-/.test(name)) element.classList.remove(name);
    if (card) element.classList.add(`category-${card.dataset.category}`, `severity-${card.dataset.severity}`);
    element.classList.toggle("off", !card);
    element.classList.toggle("accepted", card?.hasAttribute("data-accepted") ?? false);
  };

  // Walking through the findings.
  let current = null;
  const shown = () => cards.filter((card) => !hidden(card));
  const tell = () => {
    if (!one("position")) return;
    const left = shown();
    const index = left.indexOf(current);
    const total = `${left.length} finding${left.length === 1 ? "" : "s"}`;
    const all = left.length === cards.length ? total : `${total} of ${cards.length}`;
    one("position").textContent = index < 0 ? all : `${index + 1} of ${all}`;
  };
  const light = (number) => {
    for (const element of find(".lit")) element.classList.remove("lit");
    if (!number) return;
    byNumber.get(number).classList.add("lit");
    for (const element of spotsOf.get(number)) element.classList.add("lit");
  };
  const select = (card) => {
    current?.classList.remove("current");
    current = card;
    card.classList.add("current");
    light(card.dataset.number);
    tell();
  };
  const go = (card) => {
    if (!card) return;
    reveal(card);
    select(card);
    history.replaceState(null, "", `#${card.id}`);
    card.focus({ preventScroll: true });
    (card.closest(".bead") ?? card).scrollIntoView({ block: "center" });
  };
  const step = (by) => {
    const left = shown();
    const index = left.indexOf(current);
    go(left[index < 0 ? (by > 0 ? 0 : left.length - 1) : (index + by + left.length) % left.length]);
  };
  one("next")?.addEventListener("click", () => step(1));
  one("previous")?.addEventListener("click", () => step(-1));

  const numberAt = (target) => {
    const element = target.closest?.("[data-findings], .ref, .card, .list li");
    if (!element) return null;
    return element.dataset.findings ? worst(element.dataset.findings.split(" "))?.dataset.number : element.dataset.number;
  };
  const lightAt = ({ target }) => light(numberAt(target) ?? current?.dataset.number);
  document.addEventListener("focusin", lightAt);
  let pointer = "";
  document.addEventListener("pointerover", (event) => {
    const at = `${event.screenX} ${event.screenY}`;
    // Where the text moves under a resting pointer, the reader is at the keyboard and points at nothing.
    if (at !== pointer) lightAt(event);
    pointer = at;
  });
  document.addEventListener("click", ({ target }) => {
    const mark = target.closest("[data-findings]");
    if (mark && getSelection().isCollapsed) go(byNumber.get(numberAt(mark)));
  });

  // Filters. What they leave of findings and of rows is worked out together.
  const boxes = find("[data-show-category], [data-show-severity]");
  const off = { category: new Set(), severity: new Set() };
  const words = new Map(rows.map((row) => [row, null]));
  const wordsOf = (row) => {
    if (words.get(row) === null)
      words.set(row, find(".segment", row).map((segment) => segment.textContent.toLowerCase()).join("\n"));
    return words.get(row);
  };
  const filterFindings = () => {
    const least = Number(one("probability")?.value ?? 0) / 100;
    for (const name of ["category", "severity"])
      off[name] = new Set(boxes.filter((box) => !box.checked).map((box) => box.dataset[name === "category" ? "showCategory" : "showSeverity"]));
    const failing = one("failing")?.checked ?? false;
    for (const card of cards) {
      const { category, severity, probability } = card.dataset;
      card.hidden =
        off.category.has(category) ||
        off.severity.has(severity) ||
        Number(probability) < least ||
        (failing && !card.hasAttribute("data-failing"));
      const item = list.get(card.dataset.number);
      if (item) item.hidden = card.hidden;
      for (const ref of find(`.ref[data-number="${card.dataset.number}"]`)) ref.hidden = card.hidden;
    }
    for (const { element, numbers } of spots) look(element, worst(numbers));
    for (const cell of find(".strip a")) {
      const inside = cellRows(cell).flatMap((row) => find(".card", row).map((card) => card.dataset.number));
      if (inside.length) look(cell, worst(inside));
    }
    filterRows();
  };
  const filterRows = () => {
    const query = one("search")?.value.trim().toLowerCase() ?? "";
    const only = one("only")?.checked ?? false;
    let left = 0;
    for (const row of rows) {
      row.hidden =
        (only && !find(".card", row).some((card) => !hidden(card))) || (query !== "" && !wordsOf(row).includes(query));
      if (!row.hidden) left += 1;
    }
    highlight(query);
    if (one("matches")) one("matches").textContent = only || query ? `${left} of ${rows.length} rows` : "";
    tell();
  };
  const showAll = () => {
    for (const box of boxes) box.checked = true;
    if (one("probability")) one("probability").value = 0;
    if (one("failing")) one("failing").checked = false;
    sayLeast();
    filterFindings();
  };
  const sayLeast = () => {
    const output = document.querySelector("output");
    if (output) output.textContent = `${one("probability").value}%`;
  };

  // Matches are coloured by ranges, so that the text itself stays untouched.
  const MOST_MATCHES = 2000;
  const highlight = (query) => {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("search");
    if (!query) return;
    const ranges = [];
    for (const row of rows) {
      if (row.hidden) continue;
      for (const segment of find(".segment", row)) {
        const walker = document.createTreeWalker(segment, NodeFilter.SHOW_TEXT);
        const nodes = [];
        for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([at, walker.currentNode]);
        const text = segment.textContent.toLowerCase();
        if (text.length !== segment.textContent.length) continue;
        const point = (offset) => {
          const [at, node] = nodes.findLast(([start]) => start <= offset);
          return [node, offset - at];
        };
        for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
          if (ranges.length === MOST_MATCHES) break;
          const range = new Range();
          range.setStart(...point(at));
          const [node, offset] = point(at + query.length - 1);
          range.setEnd(node, offset + 1);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("search", new Highlight(...ranges));
  };

  for (const box of boxes) box.addEventListener("change", filterFindings);
  one("probability")?.addEventListener("input", () => {
    sayLeast();
    filterFindings();
  });
  one("failing")?.addEventListener("change", filterFindings);
  one("search")?.addEventListener("input", filterRows);
  one("only")?.addEventListener("change", filterRows);
  one("unfold")?.addEventListener("change", ({ target }) => root.classList.toggle("unfolded", target.checked));

  // The map: one stop for the Tab key, arrows within.
  const cellRows = (cell) =>
    find(".bead", one(cell.parentElement.dataset.pair)).slice(cell.dataset.first - 1, cell.dataset.last);
  for (const strip of find(".strip")) {
    const cells = find("a", strip);
    cells.forEach((cell, index) => (cell.tabIndex = index ? -1 : 0));
    strip.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const to = cells[Math.max(0, Math.min(cells.length - 1, cells.indexOf(document.activeElement) + by))];
      for (const cell of cells) cell.tabIndex = cell === to ? 0 : -1;
      to.focus();
    });
  }

  // Tabs for several originals.
  const tabs = find("[role=tab]");
  const panelOf = (tab) => one(tab.getAttribute("aria-controls"));
  const open = (tab) => {
    for (const each of tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      panelOf(each).hidden = !chosen;
      if (chosen && panelOf(each).tagName === "DETAILS") panelOf(each).open = true;
    }
    const others = document.querySelector(".others");
    if (others) others.hidden = !others.contains(panelOf(tab));
  };
  for (const tab of tabs) {
    panelOf(tab).setAttribute("role", "tabpanel");
    panelOf(tab).setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", ({ key }) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!by) return;
      const to = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
      open(to);
      to.focus();
    });
  }
  if (tabs.length) {
    root.classList.add("tabbed");
    open(tabs[0]);
  }

  // Links: whatever one leads to is brought to light first.
  const reveal = (element) => {
    const tab = tabs.find((each) => panelOf(each).contains(element));
    if (tab) open(tab);
    if (element.classList.contains("card") && hidden(element)) showAll();
    const row = element.closest(".bead");
    if (row?.hidden) {
      one("search").value = "";
      if (one("only")) one("only").checked = false;
      filterRows();
    }
  };
  const follow = () => {
    const element = location.hash.length > 1 && one(decodeURIComponent(location.hash.slice(1)));
    if (!element) return;
    if (element.classList.contains("card")) go(element);
    else if (element.classList.contains("bead") || element.classList.contains("pair")) {
      reveal(element);
      element.scrollIntoView({ block: element.classList.contains("bead") ? "center" : "start" });
    }
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    // The same address again changes nothing, and so tells nobody.
    if (link && link.getAttribute("href") === location.hash) follow();
  });

  // Copying.
  const say = (button, text) => {
    const before = button.dataset.label ?? (button.dataset.label = button.textContent);
    button.textContent = text;
    setTimeout(() => (button.textContent = before), 1500);
  };
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
      say(button, "Copied");
    } catch {
      say(button, "The browser does not let this page copy");
    }
  };
  const copyButton = (card) => card.querySelector(".copy");
  for (const card of cards)
    copyButton(card).addEventListener("click", ({ target }) => copy(target.dataset.markdown, target));
  one("copy-all")?.addEventListener("click", ({ target }) =>
    copy(shown().map((card) => copyButton(card).dataset.markdown).join("\n\n"), target),
  );

  // Accepting: entries for the gate, in a file to download: of the baseline, for these very findings, or of the
  // configuration, for the marked words wherever they stand in the file.
  const accepted = new Set();
  const reason = () => one("reason").value.trim() || "accepted in the report";
  const asBaseline = () => {
    const lines = new Map();
    for (const { dataset } of accepted) {
      const { target, rule, text, fingerprint } = dataset;
      const key = JSON.stringify([target, fingerprint]);
      const count = (lines.get(key)?.count ?? 0) + 1;
      lines.set(key, { target, rule, text, fingerprint, count });
    }
    const entries = [...lines.values()].map((entry) => JSON.stringify(entry)).sort();
    return [JSON.stringify({ schema: "aligncheck-baseline/1" }), ...entries].map((line) => `${line}\n`).join("");
  };
  // A JSON string is a TOML string too, but for DEL, which TOML wants escaped.
  const quoted = (text) => JSON.stringify(text).replaceAll("\x7f", "\\u007f");
  const expression = (text) => `^\\s*${text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll(" ", "\\s+")}\\s*$`;
  const pattern = (path) => path.replace(/[[*?]/g, "[$&]");
  const asToml = () =>
    [...accepted]
      .map(({ dataset: { rule, text, target } }) =>
        Object.entries({ rule, text: text && expression(text), file: pattern(target), reason: reason() })
          .filter(([, value]) => value)
          .map(([key, value]) => `${key} = ${quoted(value)}\n`)
          .join(""),
      )
      .map((table) => `[[suppress]]\n${table}`)
      .join("\n");
  const offer = (link, text, type) => {
    if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type }));
  };
  const updateTray = () => {
    one("tray").hidden = accepted.size === 0;
    one("accepted").textContent = `${accepted.size} finding${accepted.size === 1 ? "" : "s"} accepted.`;
    offer(one("baseline"), asBaseline(), "application/jsonl");
    offer(one("toml"), asToml(), "application/toml");
  };
  const accept = (card) => {
    if (card.hasAttribute("data-accepted")) return;
    const taken = !accepted.delete(card);
    if (taken) accepted.add(card);
    card.classList.toggle("accepted", taken);
    list.get(card.dataset.number)?.classList.toggle("accepted", taken);
    const button = card.querySelector(".accept");
    button.setAttribute("aria-pressed", String(taken));
    button.textContent = taken ? "Accepted" : "Accept";
    updateTray();
  };
  for (const card of cards) card.querySelector(".accept")?.addEventListener("click", () => accept(card));
  one("reason")?.addEventListener("input", updateTray);
  one("forget")?.addEventListener("click", () => [...accepted].forEach(accept));

  // Keys.
  const help = () => (one("keys").open ? one("keys").close() : one("keys").showModal());
  one("help")?.addEventListener("click", help);
  one("close").addEventListener("click", help);
  const toggle = (id) => one(id)?.click();
  const onCurrent = (action) => () => current && !hidden(current) && action(current);
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: onCurrent(accept),
    c: onCurrent((card) => copyButton(card).click()),
    o: () => toggle("only"),
    t: () => toggle("theme"),
    w: () => dispatchEvent(new CustomEvent("word", { detail: 1 })),
    W: () => dispatchEvent(new CustomEvent("word", { detail: -1 })),
    "/": () => one("search")?.focus(),
    "?": help,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !one("shortcuts").checked) return;
    if (event.target.closest("input:not([type=checkbox], [type=range]), textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (one("keys").open && event.key !== "?") return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // The names of the columns stay in sight below the toolbar.
  const toolbar = document.querySelector(".toolbar");
  if (toolbar) {
    const heads = find(".columns");
    const measure = () => {
      const height = `${toolbar.offsetHeight}px`;
      // Not a property that the whole page inherits: all of it would be styled anew.
      root.style.scrollPaddingTop = `calc(${height} + 3rem)`;
      for (const head of heads) head.style.top = height;
    };
    new ResizeObserver(measure).observe(toolbar);
    measure();
  }
  follow();
}

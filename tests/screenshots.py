"""Pictures of a report at three widths: ``python tests/screenshots.py PAGE FOLDER``; see ``make screenshots``."""

import sys
from pathlib import Path

from browser import browser, new_tab, opened

SIZES = {"wide": (1440, 1000), "medium": (800, 1100), "narrow": (390, 844)}


def main(page_path: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with browser() as chromium, new_tab(chromium) as tab:
        for name, (width, height) in SIZES.items():
            with opened(tab, page_path, viewport={"width": width, "height": height}) as page:
                page.screenshot(path=folder / f"report-{name}.png")
        with opened(tab, page_path, color_scheme="dark") as page:
            for key in "jww":  # the first finding, and the second pair of linked words in its row
                page.keyboard.press(key)
            page.mouse.move(0, 0)
            page.screenshot(path=folder / "report-dark.png")
        with opened(tab, page_path) as page:
            page.click("details.plot summary")
            page.locator("details.plot").screenshot(path=folder / "report-plots.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))

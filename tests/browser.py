"""A real browser, Debian's Chromium without a window, that watches what a page does behind its reader's back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
WINDOW = {"width": 1440, "height": 1000}


def program(name: str, package: str) -> str:
    """Return a program's path; without it a test is skipped, but never in CI, which installs it."""
    found = shutil.which(name)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {name}: apt-get install {package}")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@contextmanager
def new_tab(browser: Browser, **options: object) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
    context.set_default_timeout(120_000)  # a busy machine is no defect of the page
    yield context.new_page()
    context.close()


@contextmanager
def opened(
    page: Page, path: Path, fragment: str = "", *, viewport: dict[str, int] = WINDOW, color_scheme: str = "light"
) -> Iterator[Page]:
    """Open a file afresh; at the end nothing may have been said on the console, asked for, or run."""
    noise: list[str] = []
    listeners = {
        "console": lambda message: noise.append(message.text),
        "pageerror": lambda error: noise.append(str(error)),
        "dialog": lambda dialog: noise.append(f"dialog {dialog.message}"),
        # What the page makes itself, the files it offers, is no request to anywhere.
        "request": lambda request: request.url.startswith("blob:") or noise.append(request.url),
    }
    page.goto("about:blank")
    page.set_viewport_size(viewport)
    page.emulate_media(media="screen", color_scheme=color_scheme)
    for event, listener in listeners.items():
        page.on(event, listener)
    page.goto(path.as_uri() + fragment)
    yield page
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    assert noise == [path.as_uri()]

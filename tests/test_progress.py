import io
import logging
import sys

import pytest

from aligncheck.progress import Console, Notes


class Terminal(io.StringIO):
    """Standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(console: Console, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a terminal gets. It is set up here because pytest sets standard error anew after fixtures."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", Terminal())
        use(console)
        return sys.stderr.getvalue()


def use(console: Console) -> None:
    with console.waiting("Loading"):
        pass
    with console.bar("Comparing", 4) as advance:
        advance(4)


def test_a_terminal_shows_what_is_waited_for_and_how_far_it_is(monkeypatch):
    text = shown(Console(), monkeypatch)
    assert "Loading ..." in text
    assert "Comparing" in text
    assert "100%" in text


def test_a_quiet_terminal_stays_empty(monkeypatch):
    assert shown(Console(quiet=True), monkeypatch) == ""


def test_a_pipe_gets_no_progress(capsys):
    use(Console())
    assert capsys.readouterr().err == ""


def test_notes_and_details_are_said_unless_unwanted(capsys):
    for console in (Console(), Console(quiet=True), Console(verbose=True)):
        console.note("note")
        console.detail("detail")
    assert capsys.readouterr().err == "aligncheck: note\naligncheck: note\naligncheck: detail\n"


def test_warnings_of_the_log_are_notes(capsys):
    logger = logging.Logger("aligncheck.test")
    logger.addHandler(Notes(Console()))
    logger.info("nobody needs this")
    logger.warning("kept in %s", "memory")
    assert capsys.readouterr().err == "aligncheck: kept in memory\n"

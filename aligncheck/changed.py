"""Which files changed, by git."""

import subprocess

from aligncheck.errors import InputError
from aligncheck.paths import plain


def changed_files(revision: str) -> frozenset[str]:
    """Return the files that differ from a revision, or are new and not ignored, relative to the working folder.

    Compared is the work tree with the last common ancestor, so that what others did since does not count; deleted
    files count too, for their partner is then missing.

    Raises:
        InputError: there is no git, no repository, or no such revision.
    """
    base = _git(revision, "merge-base", "--end-of-options", revision, "HEAD").strip()
    differing = _git(revision, "diff", "--name-only", "--relative", "-z", base)
    new = _git(revision, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(plain(name) for name in (differing + new).split("\0") if name)


def _git(revision: str, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)  # noqa: S607 - the user's own git
    except FileNotFoundError as exc:
        raise InputError("--changed-since: git is not installed\n  Install it, or leave the option out.") from exc
    except subprocess.CalledProcessError as exc:
        said = exc.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise InputError(
            f"--changed-since {revision}: git cannot tell what changed ({said or 'no common ancestor'})\n"
            "  Name a revision of this repository; in CI fetch its history too."
        ) from exc
    return done.stdout.decode("utf-8", "surrogateescape")

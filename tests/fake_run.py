"""`python fake_run.py ARGUMENTS`: the command line in a process of its own, with fake models.

WITHOUT_MODEL in the environment takes the embedded model's package away. HANG says where the process stops, as a slow
disk or a slow model would let it, having said so on standard error.
"""

import os
import signal
import time

import click
from fake_estimator import FakeEstimator
from fakes import FakeEmbedder

from aligncheck import embedded_model, sentence_transformer
from aligncheck.cli import main
from aligncheck.estimator import loading


def hang(*arguments: object) -> None:
    click.echo("hanging", err=True)
    time.sleep(600)


class HangingEmbedder(FakeEmbedder):
    def encode(self, *arguments):
        hang()


def run() -> None:
    # A shell that runs the tests in the background has interruptions ignored, and what it starts inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if "WITHOUT_MODEL" in os.environ:
        embedded_model.PACKAGE = "no_such_package"
    else:
        embedder = HangingEmbedder() if os.environ.get("HANG") == "model" else FakeEmbedder()
        sentence_transformer.load_embedder = lambda *arguments, **options: embedder
        loading.load_estimator = lambda *arguments, **options: FakeEstimator()
    if os.environ.get("HANG") == "disk":
        os.fsync = hang
    main(prog_name="aligncheck")


if __name__ == "__main__":
    run()

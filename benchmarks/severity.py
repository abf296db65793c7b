"""Measure the severity of findings: ``python benchmarks/severity.py DATA``.

DATA is a folder of corpora as described in ``benchmarks/corpora.py``. Read are the held-out outputs of GARENG's systems
in which readers marked errors with their severities (aligncheck.training.annotated); critical ones count as major. The
regression of aligncheck/estimator/severity.py was fitted on other lines. Every marked error is judged, whether or not
the estimator would find it.

AUC: how often a random major error has more of a feature, or is likelier major, than a random minor one. Balanced
accuracy is the mean of the two recalls; .5 is chance.
"""

import argparse
from pathlib import Path

import numpy as np
import results
from sklearn.metrics import roc_auc_score

from aligncheck.estimator.decision import Decision, load_decision
from aligncheck.estimator.estimator import gather_evidence
from aligncheck.estimator.knowledge import knowledge
from aligncheck.estimator.loading import default_weights, load_reader
from aligncheck.estimator.reader import NetworkReader
from aligncheck.estimator.review import masked_pair
from aligncheck.estimator.severity import FEATURES, severity_features
from aligncheck.finding import Severity
from aligncheck.training.annotated import AnnotatedOutput, read_annotated
from aligncheck.training.calibration_examples import INDONESIAN
from aligncheck.training.splits import Split


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    with default_weights() as weights:
        reader = load_reader(weights)
    decision = load_decision()
    outputs = [output for output in read_annotated(data, Split.HELD_OUT) if output.errors]
    errors = [error for output in outputs for error in output.errors]
    values = features_of_errors(reader, decision, outputs)
    major = np.array([error.severity is not Severity.MINOR for error in errors])
    said = np.array([decision.severity(tuple(row)) is Severity.MAJOR for row in values])
    columns = {
        **dict(zip(FEATURES, values.T, strict=True)),
        "all together": values @ np.array([decision.severity.weights[name] for name in FEATURES]),
    }
    kinds = sorted({error.category.value for error in errors})
    of_kind = {kind: np.array([error.category.value == kind for error in errors]) for kind in kinds}
    results.publish(
        "severity",
        {"errors": len(errors), "major": int(major.sum()), "decision": decision.name},
        {
            "What tells major errors from minor ones": [
                {"feature": name, "AUC": round(float(roc_auc_score(major, column)), 3)}
                for name, column in columns.items()
            ],
            "Called major": [
                {
                    "errors": name,
                    "marked": int(chosen.sum()),
                    "of them major": int(major[chosen].sum()),
                    "major called major": _share(said[chosen & major]),
                    "minor called minor": _share(~said[chosen & ~major]),
                }
                for name, chosen in {"all": np.ones(len(errors), bool), **of_kind}.items()
            ],
            "Balanced accuracy": [
                {"balanced accuracy": round(float((said[major].mean() + (~said[~major]).mean()) / 2), 3)}
            ],
        },
        packages=["torch"],
    )


def features_of_errors(reader: NetworkReader, decision: Decision, outputs: list[AnnotatedOutput]) -> np.ndarray:
    """Return the features of each marked error, shape (errors, features)."""
    pairs = [(output.example.source, output.example.target) for output in outputs]
    evidence = gather_evidence(reader, pairs)
    hidden = [
        masked_pair(pair, error.source, error.target)
        for pair, output in zip(pairs, outputs, strict=True)
        for error in output.errors
    ]
    without = iter([decision.score_of(each) for each in gather_evidence(reader, hidden)])
    known = knowledge(INDONESIAN)
    return np.array(
        [
            severity_features(error.source, error.target, estimate, next(without) - estimate.score, known)
            for output, estimate in zip(outputs, decision.decide(evidence, INDONESIAN), strict=True)
            for error in output.errors
        ]
    )


def _share(flags: np.ndarray) -> float | None:
    return round(float(flags.mean()), 3) if len(flags) else None


if __name__ == "__main__":
    main()

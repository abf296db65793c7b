"""What the rest of a document brings: spans in documents of few and of many faulty sentences, with it and without."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from planted_news import RNG_SEED
from results import rounded
from span_figures import BARS, DOCUMENT, Rows, Seen, finds, in_documents, spans_of

from aligncheck.estimator.decision import Decision
from aligncheck.estimator.estimate import USUALLY_WRONG
from aligncheck.training.fit_spans import is_right

SHARES = (0.0, 0.1, 0.35, 0.7)
"""Of the sentences of a document that are faulty."""

DOCUMENTS = 60
"""Of each share, drawn with replacement."""


def document_rows(name: str, seen: Sequence[Seen], decision: Decision) -> Rows:
    """Return precision, recall and false spans by the share of faulty sentences, sentences alone or not."""
    rng = random.Random(RNG_SEED)
    pools = [each for each in seen if not each.errors], [each for each in seen if each.errors]
    rows: Rows = []
    for share in SHARES:
        drawn = [rng.choice(pools[rng.random() < share]) for _ in range(DOCUMENTS * DOCUMENT)]
        alone = [replace(each, estimate=replace(each.estimate, elsewhere=USUALLY_WRONG)) for each in drawn]
        rows += [
            {"data": name, "faulty sentences": share, "what is known": what, **_figures(found, decision)}
            for what, found in (("the sentence", alone), ("its document", in_documents(drawn)))
        ]
    return rows


def _figures(found: Sequence[Seen], decision: Decision) -> dict[str, object]:
    right, hit = [], []
    for each in found:
        likely = [span for span, probability in spans_of(each, decision) if probability >= min(BARS.values())]
        right += [is_right(span.target, span.source, each.example) for span in likely]
        hit += [any(finds(span, error) for span in likely) for error in each.errors]
    return {
        "spans": len(right),
        "precision": rounded(np.mean(right)) if right else None,
        "recall": rounded(np.mean(hit)) if hit else None,
        "false spans per 100 sentences": round(100 * (len(right) - sum(right)) / len(found), 2),
    }

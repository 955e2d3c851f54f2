"""Rebuild hcec/text/data/fragments.txt: how much each fragment of four or five signs leans towards worry.

    python3 tools/weigh_fragments.py ANNOTATED.jsonl...

A logistic regression on annotated texts, read as hcec/text/danger.py reads them; prints what ten-fold
cross-validation gives. Needs `scikit-learn`. Never give it the part that is kept aside.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import normalize

from hcec.text.danger import Opened, lexical
from hcec.text.fragments import fragments
from hcec.text.reading import Reading

DATA = Path(__file__).resolve().parents[1] / "hcec" / "text" / "data" / "fragments.txt"
SEEN_IN = 3  # texts; rarer fragments say more about a text than about the language
KEPT = 0.12  # weights below change nothing
C = 6.0


def main(paths: list[Path]) -> None:
    """Learn from every text that has a danger level; those without spans kept apart are none the wiser."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]
    worries = np.array([row["danger"] != "none" for row in rows])
    grave = np.array([row["danger"] == "danger" for row in rows])
    read = [Opened(Reading(row["text"])) for row in rows]
    counter = CountVectorizer(analyzer=fragments, min_df=SEEN_IN)
    table = normalize(counter.fit_transform([words.text for words in read]))
    model = LogisticRegression(C=C, class_weight="balanced", max_iter=1000)
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    leaning = cross_val_predict(model, table, worries, cv=folds, method="decision_function")
    lexicon = np.array([lexical(words, row["text"])[0] for words, row in zip(read, rows, strict=True)])
    for scale in (0.0, 0.2, 0.3, 0.4, 0.5):
        both = leaning + scale * lexicon
        for false_alarms in (0.08, 0.11, 0.14):
            bound = np.quantile(both[~worries], 1 - false_alarms)
            print(
                f"lexicon x {scale}, false alarms {false_alarms:.0%}: bound {bound:.2f},"
                f" danger {np.mean(both[grave] >= bound):.1%}, worry or danger {np.mean(both[worries] >= bound):.1%}"
            )
    model.fit(table, worries)
    weights = dict(zip(counter.get_feature_names_out(), model.coef_[0], strict=True))
    lines = [
        f"{text.replace(' ', '_')} {weight:.2f}" for text, weight in sorted(weights.items()) if abs(weight) >= KEPT
    ]
    head = f"# How much each fragment leans towards worry; made by tools/weigh_fragments.py from {len(rows)} texts\n"
    DATA.write_text(f"{head}= {model.intercept_[0]:.3f}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} of {len(weights)} fragments kept")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])

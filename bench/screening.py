"""Measure the reading aids on annotated texts: what they find, what they miss, how fast and how heavy they are.

    python3 -m bench.screening bench/texts/tuned.jsonl [--errors 20]

The measures are those given with the annotated sample: an identifier is found when 80 % of its letters and digits are
masked, whatever the label; the alarm is a danger score of 0.5 or more; [..] is Wilson's 95 % interval.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from bench import measures
from hcec.text.aids import read
from hcec.text.danger import score_danger
from hcec.text.identifying import find_identifying

BATCH, ROUNDS = 400, 7  # texts and times, for the speed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show that many of each (never on a part kept aside)")
    arguments = parser.parse_args()
    gold = [json.loads(line) for line in arguments.gold.read_text(encoding="utf-8").splitlines() if line]
    answers = {row["id"]: answer(row) for row in gold}
    masks = measures.masks(gold, answers)
    alarms = measures.alarms(gold, answers)
    measures.show(gold, masks, alarms)
    for kind, rows in (("missed", masks["missed"]), ("false mask", masks["false"]), ("alarm", alarms["wrong"])):
        for row in rows[: arguments.errors]:
            print(f"  {kind}: {row}")
    speed([row["text"] for row in gold])
    start_and_weight()


def answer(row):
    spans = [{"start": span.start, "end": span.end, "label": span.kind} for span in find_identifying(row["text"])]
    return {"spans": spans, "danger_score": score_danger(row["text"]).score}


def speed(texts):
    """Read the texts several times over by the aids' one door; the least processor time is the least disturbed."""
    batch = (texts * (BATCH // len(texts) + 1))[:BATCH]
    spent = min(map(once, [batch] * ROUNDS))
    words = sum(len(text.split()) for text in batch) / BATCH
    print(f"speed    {BATCH / spent:.0f} texts a second on one core ({words:.0f} words each on average)")


def once(batch):
    start = time.process_time()
    for text in batch:
        read(text)
    return time.process_time() - start


def start_and_weight():
    """Run the command on one text in a process of its own: how long it takes, how much memory at most."""
    code = (
        "import resource, sys; from hcec.cli import group; sys.argv[1:] = ['screen'];"
        "group(standalone_mode=False); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code],
        input='{"id": 1, "text": "il me frappe, moi c karim"}',
        capture_output=True,
        text=True,
    )
    print(f"start    {time.monotonic() - start:.2f} s from nothing to one answer; memory {int(done.stderr) // 1024} MB")


if __name__ == "__main__":
    main()

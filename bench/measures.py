"""The measures given with the annotated sample, without their command line."""

import math
import re
from collections import defaultdict

FUNCTION_WORDS = re.compile(r"(?<!\w)(?:le|la|les|l|de|du|des|d|et)(?!\w)", re.I)
COVER, ALARM, TOUCHING = 0.8, 0.5, 15


def wilson(part, whole):
    if not whole:
        return "n/a"
    z, share = 1.96, part / whole
    below = 1 + z * z / whole
    centre = share + z * z / (2 * whole)
    half = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    low, high = max(0, (centre - half) / below), min(1, (centre + half) / below)
    return f"{part}/{whole} = {share:.1%} [{low:.0%}-{high:.0%}]"


def core(text, span):
    """Letters and digits of a name without its function words; every sign but blanks of anything else."""
    stretch = text[span["start"] : span["end"]]
    if span["label"] in ("PERSON", "PLACE", "ORG", "OTHER_ID"):
        skipped = {place for match in FUNCTION_WORDS.finditer(stretch) for place in range(*match.span())}
        kept = [place for place, sign in enumerate(stretch) if sign.isalnum() and place not in skipped]
        if kept:
            return [span["start"] + place for place in kept]
    return [span["start"] + place for place, sign in enumerate(stretch) if not sign.isspace()]


def overlaps(one, other):
    return one["start"] < other["end"] and other["start"] < one["end"]


def places(spans):
    return {place for span in spans for place in range(span["start"], span["end"])}


def masks(gold, answers):
    found = defaultdict(lambda: [0, 0])
    sums = defaultdict(int)
    missed, false = [], []
    for row in gold:
        text, spans = row["text"], answers[row["id"]]["spans"]
        masked = places(spans)
        direct = [span for span in row["spans"] if span["label"] != "OTHER_ID"]
        free = [span for span in row["spans"] if span["label"] == "OTHER_ID"] + (row.get("neutral") or [])
        sums["words"] += len(text.split())
        lost = []
        for span in row["spans"]:
            signs = core(text, span)
            covered = sum(place in masked for place in signs)
            ok = covered >= COVER * len(signs) - 1e-9
            found[span["label"]][0] += ok
            found[span["label"]][1] += 1
            if span["label"] != "OTHER_ID":
                sums["signs"] += len(signs)
                sums["leaked"] += len(signs) - covered
                if not ok:
                    lost.append((row["id"], span["label"], span["text"]))
        sums["with"] += bool(direct)
        sums["any_miss"] += bool(lost)
        missed += lost
        right, forgiven = places(direct), places(free)
        for place in masked:
            if not text[place].isspace() and (place in right or place not in forgiven):
                sums["masked"] += 1
                sums["right"] += place in right
        wrong = [span for span in spans if not any(overlaps(span, other) for other in direct + free)]
        false += [(row["id"], span["label"], text[span["start"] : span["end"]]) for span in wrong]
    return {"found": dict(found), "sums": sums, "missed": missed, "false": false}


def alarms(gold, answers):
    counts = {level: [0, 0] for level in ("danger", "worry", "none")}
    wrong = []
    for row in gold:
        alarm = answers[row["id"]]["danger_score"] >= ALARM
        counts[row["danger"]][0] += alarm
        counts[row["danger"]][1] += 1
        if alarm == (row["danger"] == "none"):
            wrong.append((row["id"], row["danger"], *row["kinds"]))
    return {"counts": counts, "wrong": wrong}


def show(gold, masks, alarms):
    sums, found, counts = masks["sums"], masks["found"], alarms["counts"]
    print(f"{len(gold)} texts, {sums['words']} words")
    for label, (part, whole) in sorted(found.items()):
        print(f"  {label:8} {wilson(part, whole)}")
    direct = [pair for label, pair in found.items() if label != "OTHER_ID"]
    print(
        f"found    {wilson(sum(part for part, _ in direct), sum(whole for _, whole in direct))} of direct identifiers"
    )
    print(f"leaked   {sums['leaked'] / max(1, sums['signs']):.1%} of their characters")
    print(f"missed   {wilson(sums['any_miss'], sums['with'])} of texts with an identifier have one not found")
    print(f"precise  {sums['right'] / max(1, sums['masked']):.1%} of masked characters")
    print(f"false    {100 * len(masks['false']) / max(1, sums['words']):.2f} masks per 100 words")
    print(f"danger   {wilson(*counts['danger'])} found")
    both = [one + other for one, other in zip(counts["danger"], counts["worry"], strict=True)]
    print(f"worry    {wilson(*both)} of worry or danger found")
    print(f"calm     {wilson(*counts['none'])} false alarms on none")

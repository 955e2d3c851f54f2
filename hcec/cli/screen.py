"""`hcec screen`: the reading aids on lines of JSON, for whoever wants to try or to measure them."""

import json
import sys

import click


@click.command()
@click.option("--labels", is_flag=True, help="Afficher les étiquettes et les sortes de danger")
def screen(*, labels: bool) -> None:
    """Repérer ce qui identifie et ce qui inquiète dans des textes : une ligne JSON {"id", "text"} par texte."""
    from hcec.text.danger import KINDS
    from hcec.text.spans import Label

    if labels:
        click.echo(json.dumps({"labels": [str(label) for label in Label], "danger_kinds": list(KINDS)}))
        return
    # Bytes, not text: the answer is UTF-8 whatever the terminal says, and one line is answered before the next is read.
    for number, line in enumerate(sys.stdin.buffer, 1):
        if line.strip():
            sys.stdout.buffer.write(_screened(line, number) + b"\n")
    sys.stdout.buffer.flush()


def _screened(line: bytes, number: int) -> bytes:
    """Return the answer to one line; a line that is not one stops the command without repeating the words."""
    from hcec.text.danger import score_danger
    from hcec.text.identifying import find_identifying

    try:
        row = json.loads(line.decode("utf-8", "surrogateescape"))
        identity, text = row["id"], row["text"]
        if not isinstance(text, str):
            raise TypeError
    except (ValueError, KeyError, TypeError) as refusal:
        raise SystemExit(f'hcec : la ligne {number} n\'est pas un objet JSON avec "id" et "text".') from refusal
    danger = score_danger(text)
    spans = [{"start": span.start, "end": span.end, "label": span.kind} for span in find_identifying(text)]
    answer = {"id": identity, "spans": spans, "danger_score": danger.score, "danger_kinds": list(danger.kinds)}
    return json.dumps(answer).encode()

"""The documentation leads somewhere."""

import re

from tests.conventions.tree import relative, tracked

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_link_of_the_documentation_leads_to_a_file():
    dead = [
        f"{relative(path)} → {target}"
        for path in tracked()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert dead == []

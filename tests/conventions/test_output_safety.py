"""Nothing is marked safe outside the one module that makes it so, and templates need no exception in the CSP."""

import ast
import re

import pytest

from tests.conventions.tree import parsed, python_files, relative, templates

SANITISER = "hcec/text/sanitise.py"
UNSAFE_IN_TEMPLATES = {
    "a filter that trusts its input": re.compile(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b"),
    "an inline style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("what", UNSAFE_IN_TEMPLATES)
def test_no_template_holds(what):
    pattern = UNSAFE_IN_TEMPLATES[what]
    found = [relative(path) for path in templates() if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == []


def names_markup(node):
    return (isinstance(node, ast.alias) and node.name == "Markup") or (
        isinstance(node, ast.Attribute) and node.attr == "Markup"
    )


def test_only_the_sanitiser_names_markup():
    found = {relative(path) for path in python_files("hcec") if any(map(names_markup, ast.walk(parsed(path))))}
    assert found <= {SANITISER}

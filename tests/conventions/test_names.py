"""Names that say something, and words that must not be in the tree."""

import ast
import re

import pytest

from tests.conventions.tree import ROOT, parsed, python_files, relative, tracked

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}
FEATURES = {
    *("department", "audit", "accounts", "consultations", "testimonies"),
    *("safeguarding", "moderation", "coding", "syntheses", "council", "followup", "scheme", "partners"),
    "surveys",
    "training",
}
FEATURE_MODULES = {"__init__", "enums", "models", "queries", "access", "services", "sweeps"}

# The brackets keep this file from holding what it looks for.
REGISTRY = re.compile(r"pypi[.]org|python[h]osted|npmjs[.](org|com)|yarnpkg[.]com")
MACHINE_PATH = re.compile(r"""(?:^|[\s"'(=:`])/(?:work|root|home|Users)/""")


def texts():
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def imported(path):
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_file_is_named_after_nothing():
    assert [relative(path) for path in tracked() if path.stem.lstrip("_") in NAMELESS] == []


def test_no_registry_is_named_so_that_the_project_installs_from_any():
    assert [relative(path) for path, text in texts() if REGISTRY.search(text)] == []


def test_no_path_of_somebody_s_machine_is_written():
    found = [
        f"{relative(path)}:{number}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_a_feature_has_the_same_rooms_as_the_others_and_beside_them_pure_rules(feature):
    folder = ROOT / "hcec" / feature
    others = [path for path in python_files("hcec") if path.parent == folder and path.stem not in FEATURE_MODULES]
    impure = [
        f"{relative(path)} imports {name}"
        for path in others
        for name in imported(path)
        if name.split(".")[0] in {"sqlalchemy", "flask"} or name.startswith(("hcec.db", "hcec.clock", "hcec.keys"))
    ]
    assert impure == []

"""The path of a template is the path of its view: hcec/web/youth/testimonies.py · youth/testimonies/new.html."""

import ast
import re

from tests.conventions.tree import ROOT, functions, parsed, python_files, relative, templates

SHARED = {"layouts", "components", "errors", "mail"}


def rendered(path):
    """Yield (function name, template name) for each template that a module renders by its name."""
    for function in functions(path):
        for node in ast.walk(function):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                yield function.name, node.value


def folder(path):
    parts = path.relative_to(ROOT / "hcec" / "web").with_suffix("").parts
    return "/".join(part for part in parts if part != "__init__")


def view_modules():
    """Return the modules of an audience; what lies beside them (errors) answers in anybody's place."""
    web = ROOT / "hcec" / "web"
    return [path for path in python_files("hcec") if path.is_relative_to(web) and path.parent != web]


def test_a_view_renders_the_templates_of_its_own_folder():
    strangers = [
        f"{relative(path)} renders {name}"
        for path in view_modules()
        for _, name in rendered(path)
        if name.split("/")[0] not in SHARED and name.rpartition("/")[0] != folder(path)
    ]
    assert strangers == []


def test_a_template_bears_the_name_of_a_view():
    strangers = []
    for path in view_modules():
        names = {function.name.strip("_") for function in functions(path)}
        strangers += [
            f"{relative(path)} renders {name}"
            for _, name in rendered(path)
            if name.split("/")[0] not in SHARED and name.rpartition("/")[2].removesuffix(".html") not in names
        ]
    assert strangers == []


def test_every_template_named_in_the_code_exists_and_every_page_is_named():
    existing = {path.relative_to(ROOT / "templates").as_posix() for path in templates()}
    named = {name for path in python_files("hcec") for _, name in rendered(path)}
    named |= {
        node.value
        for path in python_files("hcec")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in existing
    }
    pages = {
        name for name in existing if name.split("/")[0] not in SHARED and not name.rpartition("/")[2].startswith("_")
    }
    assert {name for name in named if "/" in name} - existing == set()
    assert pages - named == set()


def test_a_table_begins_with_its_caption():
    """What a screen reader lists as tables must have names, even where a heading above shows the same words."""
    nameless = [
        relative(path)
        for path in templates()
        if any(
            not rest.lstrip().startswith("<caption") for rest in re.split(r"<table[^>]*>", path.read_text("utf-8"))[1:]
        )
    ]
    assert nameless == []

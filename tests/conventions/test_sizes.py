"""Sizes a reader can hold in mind; past them, split by meaning."""

from tests.conventions import tree
from tests.conventions.tree import functions, is_view, relative, templates

FILE, FUNCTION, VIEW, TEMPLATE = 300, 40, 25, 150
MIGRATIONS = "hcec/migrations/versions/"  # a migration lists tables, is read once, and never changes again


def python_files(*tops):
    return [path for path in tree.python_files(*tops) if not relative(path).startswith(MIGRATIONS)]


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def length(function):
    return function.end_lineno - function.lineno + 1


def test_no_python_file_is_too_long():
    assert [f"{relative(path)}: {lines(path)}" for path in python_files() if lines(path) > FILE] == []


def test_no_template_is_too_long():
    assert [f"{relative(path)}: {lines(path)}" for path in templates() if lines(path) > TEMPLATE] == []


def test_no_function_is_too_long():
    too_long = [
        f"{relative(path)}:{function.lineno} {function.name}: {length(function)}"
        for path in python_files()
        for function in functions(path)
        if length(function) > FUNCTION
    ]
    assert too_long == []


def test_no_view_is_too_long():
    too_long = [
        f"{relative(path)}:{function.lineno} {function.name}: {length(function)}"
        for path in python_files("hcec")
        for function in functions(path)
        if is_view(function) and length(function) > VIEW
    ]
    assert too_long == []

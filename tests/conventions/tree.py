"""What the conventions look at: the project's own files, parsed once."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that git knows or would add, sorted."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in sorted(set(listing.stdout.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def relative(path: Path) -> str:
    """Return the path as people say it."""
    return path.relative_to(ROOT).as_posix()


def python_files(*tops: str) -> list[Path]:
    """Return the Python files below the given top folders (all when none is given)."""
    return [
        path for path in tracked() if path.suffix == ".py" and (not tops or path.relative_to(ROOT).parts[0] in tops)
    ]


def templates() -> list[Path]:
    """Return the Jinja templates."""
    return [path for path in tracked() if path.relative_to(ROOT).parts[0] == "templates"]


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of a file, methods and inner ones included."""
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_view(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function answers a URL: it is decorated with `.route(…)`, `.get(…)` or `.post(…)`."""
    calls = (node.func for node in function.decorator_list if isinstance(node, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in {"route", "get", "post"} for call in calls)

"""Static files: hashed names made when the application starts, compressed once, served by WhiteNoise."""

import gzip
import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from flask import Flask
from whitenoise import WhiteNoise

from hcec import paths
from hcec.web.application import Application
from hcec.web.headers import HEADERS, ONE_YEAR

COMPRESSIBLE = frozenset({".css", ".js", ".svg"})


def init_app(app: Flask) -> None:
    """Publish every file of `static/` under a name that changes with its content; `asset()` gives the name."""
    published = cast(Application, app).platform.settings.home / "cache" / "static"
    names = publish(paths.static_dir(), published)
    application = app.wsgi_app
    server = WhiteNoise(
        application,
        root=str(published),
        prefix="static/",
        max_age=ONE_YEAR,
        allow_all_origins=False,
        add_headers_function=_add_headers,
        immutable_file_test=lambda path, url: True,
    )

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """WhiteNoise refuses a POST without our headers: the application does it with a page."""
        return (server if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else application)(environ, start_response)

    app.wsgi_app = serve  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = lambda name: f"/static/{names[name]}"


def publish(source: Path, target: Path) -> dict[str, str]:
    """Copy each file under its hashed name, with a gzip twin where it helps; return name -> hashed name."""
    names: dict[str, str] = {}
    files = [path for path in source.rglob("*") if path.is_file()]
    for path in sorted(files, key=_after_what_it_names):
        content = path.read_bytes()
        name = path.relative_to(source)
        if path.suffix == ".css":
            for known, published in names.items():
                content = content.replace(f'"../{known}"'.encode(), f'"../{published}"'.encode())
        if path.suffix == ".js":
            for known, published in names.items():
                content = content.replace(f'"./{Path(known).name}"'.encode(), f'"./{Path(published).name}"'.encode())
        digest = hashlib.sha256(content).hexdigest()[:12]
        hashed = name.with_name(f"{name.stem}.{digest}{name.suffix}")
        names[name.as_posix()] = hashed.as_posix()
        _write_once(target / hashed, content)
        if path.suffix in COMPRESSIBLE:
            twin = hashed.with_name(f"{hashed.name}.gz")
            _write_once(target / twin, gzip.compress(content, mtime=0))
    return names


def _after_what_it_names(path: Path) -> tuple[bool, bool, Path]:
    """Sheets come last, for they name the others; a script that imports, after those that import nothing."""
    return path.suffix == ".css", path.suffix == ".js" and b'from "./' in path.read_bytes(), path


def _write_once(path: Path, content: bytes) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(path)


def _add_headers(headers: dict[str, str], path: str, url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value

"""What every OpenDocument file is made of: a ZIP of XML whose bytes tell neither who made it, nor when.

Written by hand rather than with a library: none found writes the same bytes twice, without a date or a generator.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
TEXT = "application/vnd.oasis.opendocument.text"
INK, SOFT, LEAF, WASH, SUN, PLUM, LINE = "#1f2a37", "#55606e", "#12665a", "#dff0ea", "#f4b942", "#6b3a6e", "#e4dccd"
FONT = "'Atkinson Hyperlegible Next', Verdana, Arial"
_NAMES = {
    "office": "office:1.0",
    "style": "style:1.0",
    "text": "text:1.0",
    "table": "table:1.0",
    "draw": "drawing:1.0",
    "fo": "xsl-fo-compatible:1.0",
    "svg": "svg-compatible:1.0",
    "number": "datastyle:1.0",
    "meta": "meta:1.0",
    "manifest": "manifest:1.0",
    "config": "config:1.0",
}
_SPACES = " ".join(
    (
        *(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"' for short, long in _NAMES.items()),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:ooo="http://openoffice.org/2004/office"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    )
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_VERSION = 'office:version="1.3"'


def element(name: str, *inside: str, **attributes: str | int | float) -> str:
    """Return an element around what is given, which is XML already. `style__name` is written `style:name`."""
    given = "".join(
        f" {key.replace('__', ':').replace('_', '-')}={quoteattr(str(value))}" for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(inside)}</{name}>" if inside else f"<{name}{given}/>"


def written(words: str) -> str:
    """Return words as XML that keeps each of their spaces, tabs and line ends."""
    kept = escape(words).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    return kept.replace("  ", " <text:s/>")


def package(
    mime: str,
    *,
    content: str,
    styles: str,
    title: str,
    language: str,
    pictures: Mapping[str, bytes] | None = None,
    settings: str = "",
) -> bytes:
    """Return the file. `content`, `styles` and `settings` are what stands inside their documents' root."""
    meta = element("office:meta", element("dc:title", escape(title)), element("dc:language", escape(language)))
    files = {
        "content.xml": _document("office:document-content", content),
        "styles.xml": _document("office:document-styles", styles),
        "meta.xml": _document("office:document-meta", meta),
        **({"settings.xml": _document("office:document-settings", settings)} if settings else {}),
        **{f"Pictures/{name}": data for name, data in (pictures or {}).items()},
    }
    return zipped({"mimetype": mime.encode(), **files, "META-INF/manifest.xml": _manifest(mime, files)})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of these files, in this order, dated from the beginning of the format. `mimetype` stays bare."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return made.getvalue()


def _document(root: str, inside: str) -> bytes:
    return f"{_HEAD}<{root} {_SPACES} {_VERSION}>{inside}</{root}>".encode()


def _manifest(mime: str, names: Iterable[str]) -> bytes:
    kinds = {"xml": "text/xml", "png": "image/png"}
    whole = {"manifest:full-path": "/", "manifest:media-type": mime, "manifest:version": "1.3"}
    parts = [{"manifest:full-path": name, "manifest:media-type": kinds[name.rpartition(".")[2]]} for name in names]
    lines = "".join(f"<manifest:file-entry{_given(entry)}/>" for entry in (whole, *parts))
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"'
    return f"{_HEAD}<manifest:manifest {space}>{lines}</manifest:manifest>".encode()


def _given(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())

"""The gettext catalogues, derived from the code and the templates alone.

French is the language of the source: its catalogue repeats the messages, plural forms included, so that the machinery
is the same for every language. `python -m tests.conventions.catalogue [--check]` writes the files, or says which are
stale.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from jinja2 import TemplateSyntaxError

from hcec.safeguarding.help_numbers import HELP_NUMBERS
from hcec.text.typography import french_spaces

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
KEYWORDS = {
    "_": None,
    "N_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
SOURCES = {"hcec": ("*.py", "python"), "templates": ("*.*", "jinja2")}

# A date that changed at every extraction would make each catalogue differ from the last for nothing.
DATE = datetime(2026, 1, 1, tzinfo=UTC)


def new_catalogue(locale: str | None = None) -> Catalog:
    """Return an empty catalogue with the project's header."""
    return Catalog(
        locale=locale,
        project="hcec",
        version="0",
        msgid_bugs_address="see CONTRIBUTING.md",
        header_comment="# La parole des enfants confiés. Written by `python3 dev.py translations`.",
        creation_date=DATE,
        revision_date=DATE,
        last_translator="hcec",
        language_team="hcec",
        charset="utf-8",
        fuzzy=False,
    )


def template() -> Catalog:
    """Extract every message of the code and the templates."""
    catalogue = new_catalogue()
    for folder, (pattern, method) in SOURCES.items():
        for path in sorted((ROOT / folder).rglob(pattern)):
            for _, message, _, context in extracted(path, method):
                catalogue.add(message, locations=[(path.relative_to(ROOT).as_posix(), None)], context=context)
    for each in HELP_NUMBERS:
        for message in (each.label, each.hours, each.purpose):
            catalogue.add(message, locations=[("hcec/safeguarding/help_numbers.toml", None)])
    return catalogue


def extracted(path: Path, method: str) -> list:
    """Extract the messages of one file. Raises SyntaxError with its name when it cannot be read."""
    try:
        return list(extract_from_file(method, path, keywords=KEYWORDS, options={"silent": "false"}))
    except TemplateSyntaxError as mistake:
        raise SyntaxError(f"{path.relative_to(ROOT)}:{mistake.lineno}: {mistake.message}") from mistake


def french(source: Catalog) -> Catalog:
    """Return the French catalogue: each message is its own translation, its spaces set as French wants them."""
    catalogue = new_catalogue("fr")
    for message in source:
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            spaced = tuple(french_spaces(form) for form in forms)
            string = spaced[0] if isinstance(message.id, str) else spaced
            catalogue.add(message.id, string=string, locations=message.locations, context=message.context)
    return catalogue


def files() -> dict[Path, bytes]:
    """Return what each file must hold today."""
    source = template()
    translated = french(source)
    folder = TRANSLATIONS / "fr" / "LC_MESSAGES"
    return {
        TRANSLATIONS / "messages.pot": as_po(source),
        folder / "messages.po": as_po(translated),
        folder / "messages.mo": as_mo(translated),
    }


def as_po(catalogue: Catalog) -> bytes:
    """Write a catalogue as text, sorted, with the files where each message is but no line numbers."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=120, sort_output=True, include_lineno=False)
    return buffer.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Compile a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def stale() -> list[Path]:
    """Return the files that differ from what they must hold."""
    return [path for path, wanted in files().items() if not path.exists() or path.read_bytes() != wanted]


def main() -> int:
    """Write the files, or with --check only compare them."""
    if "--check" in sys.argv[1:]:
        for path in stale():
            print(f"{path.relative_to(ROOT)} is stale: run `python3 dev.py translations`.")
        return 1 if stale() else 0
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(ROOT)}: {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The ledger: for each closed consultation, what was frozen, what was declared, and every release with its hashes."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.consultations.models import Consultation, Snapshot
from hcec.disclosure.values import Check, Release, from_bytes
from hcec.documents.delimited import as_text
from hcec.syntheses import models, queries
from hcec.syntheses.services.crossing import crossing_titles
from hcec.syntheses.services.declaring import declared, has_release

COLUMNS = ("consultation", "what", "name", "level", "published_on", "withdrawn_on", "reason", "sha256")
"""Read by programs: they stay as they are in every language."""


@dataclass(frozen=True, slots=True)
class Released:
    """One release: its frozen value, its hashes, and whether it was withdrawn."""

    reference: UUID
    value: Release
    published_on: date
    embargo_on: date | None
    withdrawn_on: date | None
    reason: str
    content_hash: str
    files: tuple[tuple[str, str], ...]
    """(format, hash)."""

    @property
    def checks(self) -> tuple[Check, ...]:
        """The attacks that it survived."""
        return self.value.checked.checks if self.value.checked else ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One snapshot and all that left from it."""

    slug: str
    title: str
    fingerprint: str
    """The hash of the sheets; empty where nobody kept one yet."""
    declared: tuple[str, ...]
    is_frozen: bool
    """Whether a first release froze what is declared."""
    releases: tuple[Released, ...]


def ledger(session: Session) -> list[Entry]:
    """Return every closed consultation, the latest to close first. Reads only."""
    files: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for release_id, name, digest in session.execute(queries.file_hashes()):
        files[release_id].append((name, digest.hex()))
    consultations = session.scalars(queries.closed_consultations()).all()
    return [_entry(session, consultation, files) for consultation in consultations]


def as_csv(entries: Iterable[Entry]) -> bytes:
    """Return the ledger as a spreadsheet reads it: one line a snapshot, a declaration, a content, a file."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerows(map(as_text, row) for row in _rows(entry))
    return file.getvalue().encode("utf-8-sig")


def _entry(session: Session, consultation: Consultation, files: dict[UUID, list[tuple[str, str]]]) -> Entry:
    snapshot, titles = session.get(Snapshot, consultation.id), crossing_titles(consultation)
    return Entry(
        slug=consultation.slug,
        title=consultation.title,
        fingerprint=snapshot.fingerprint.hex() if snapshot else "",
        declared=tuple(titles[code] for code in declared(session, consultation)),
        is_frozen=has_release(session, consultation),
        releases=tuple(
            _released(row, files[row.id]) for row in session.scalars(queries.releases_over(consultation.id))
        ),
    )


def _released(row: models.Release, files: Iterable[tuple[str, str]]) -> Released:
    return Released(
        reference=row.synthesis_id,
        value=from_bytes(row.content),
        published_on=row.published_on,
        embargo_on=row.embargo_on,
        withdrawn_on=row.withdrawn_on,
        reason=row.withdrawal_reason or "",
        content_hash=row.content_hash.hex(),
        files=tuple(files),
    )


def _rows(entry: Entry) -> Iterator[tuple[str, ...]]:
    nothing = ("",) * 4
    yield entry.slug, "snapshot", entry.title, *nothing, entry.fingerprint
    for title in entry.declared:
        yield entry.slug, "declared" if entry.is_frozen else "chosen", title, *nothing, ""
    for each in entry.releases:
        withdrawn = str(each.withdrawn_on) if each.withdrawn_on else ""
        told = str(each.value.level), str(each.published_on), withdrawn, each.reason
        yield entry.slug, "release", each.value.title, *told, each.content_hash
        for check in each.checks:
            yield entry.slug, "attack", f"{check.scope}:{check.threshold}", *told, ""
        for name, digest in each.files:
            yield entry.slug, "file", name, *told, digest

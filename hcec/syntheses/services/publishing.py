"""Publishing a synthesis: attacked, frozen, made into files, journalled; and withdrawing it, which is said (D5, D7)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from hcec import db, i18n
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.disclosure.attacker import ReleaseUnsafe
from hcec.disclosure.values import from_bytes, to_bytes
from hcec.documents.registry import formats_of, render
from hcec.documents.words import DocumentWords
from hcec.syntheses.enums import Stage, SynthesisState
from hcec.syntheses.models import Release, ReleaseFile, Synthesis
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.freezing import freeze_ledger
from hcec.syntheses.services.reviewing import is_agreed, needs_second_reader
from hcec.syntheses.services.writing import SynthesisChanged, SynthesisFrozen, record, take


class NotReread(Exception):
    """The observatory has two people, and no second one agreed to exactly this."""


class NotPublished(Exception):
    """Nothing of this synthesis is out."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The canonical bytes of a release and the files made from them alone."""

    content: bytes
    files: dict[str, bytes]


def note_download(session: Session, *, file: ReleaseFile, actor: StaffMember) -> None:
    """Journal that a member of staff took a file of a release away."""
    subject = f"release:{file.release_id.hex}"
    audit.record(
        session, actor=actor.id.hex, role=actor.role, action="release:download", subject=subject, detail=file.format
    )


def prepare_release(session: Session, *, synthesis: Synthesis) -> Prepared:
    """Build, attack and render, which is slow: before the write lock is taken.

    Raises ReleaseUnsafe with its report (D7), SynthesisFrozen.
    """
    if synthesis.state is not SynthesisState.DRAFT:
        raise SynthesisFrozen
    content = _safe_content(session, synthesis)
    frozen, words = from_bytes(content), DocumentWords.translated(i18n.current_locale().language, i18n.translate)
    return Prepared(content, {name: render(frozen, name, words).content for name in formats_of(frozen)})


def fingerprint(session: Session, *, synthesis: Synthesis) -> bytes:
    """Return the hash of what this synthesis would release now. Raises ReleaseUnsafe."""
    return _sha256(_safe_content(session, synthesis))


def publish_synthesis(
    session: Session,
    *,
    synthesis: Synthesis,
    actor: StaffMember,
    version: int,
    today: date,
    prepared: Prepared | None = None,
) -> Release:
    """Freeze what this synthesis says, exactly as prepared, and journal it (D5, D7).

    The release is built and attacked again under the lock, over what the first one freezes: whatever changed
    meanwhile refuses it.
    Raises ReleaseUnsafe, NotReread, SynthesisFrozen, SynthesisChanged.
    """
    _lock(session, synthesis)
    prepared = prepared or prepare_release(session, synthesis=synthesis)
    was = synthesis.stage
    if needs_second_reader(session) and not is_agreed(synthesis, version, _sha256(prepared.content)):
        raise NotReread
    take(session, synthesis, version, was=was, becomes=Stage.PUBLISHED)
    freeze_ledger(session, synthesis.consultation)
    if prepared.content != _safe_content(session, synthesis):
        raise SynthesisChanged
    release = _row(synthesis, prepared, today)
    session.add(release)
    session.flush()
    record(session, synthesis, actor=actor, act="publish", detail=release.content_hash.hex())
    return release


def withdraw_release(
    session: Session, *, synthesis: Synthesis, actor: StaffMember, reason: str, today: date
) -> Release:
    """Withdraw what was published because of an error, and say so; the numbers stay what they were (D5).

    Raises NotPublished.
    """
    _lock(session, synthesis)
    session.refresh(synthesis)
    release = synthesis.release
    if release is None or release.withdrawn_on is not None:
        raise NotPublished
    release.withdrawn_on, release.withdrawal_reason = today, reason.strip()
    synthesis.state = SynthesisState.WITHDRAWN
    session.flush()
    record(session, synthesis, actor=actor, act="withdraw")
    return release


def _row(synthesis: Synthesis, prepared: Prepared, today: date) -> Release:
    return Release(
        synthesis=synthesis,
        consultation_id=synthesis.consultation_id,
        level=synthesis.level,
        content=prepared.content,
        content_hash=_sha256(prepared.content),
        attack_passed=True,
        published_on=today,
        embargo_on=synthesis.embargo_on,
        files=[
            ReleaseFile(format=name, content=file, content_hash=_sha256(file)) for name, file in prepared.files.items()
        ],
    )


def _safe_content(session: Session, synthesis: Synthesis) -> bytes:
    built = build_release(session, synthesis=synthesis)
    if not built.release.is_safe:
        raise ReleaseUnsafe(built.report)
    return to_bytes(built.release)


def _lock(session: Session, synthesis: Synthesis) -> None:
    """Let one release at a time over a snapshot be attacked, then published."""
    db.lock(session, f"releases:{synthesis.consultation_id}")


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()

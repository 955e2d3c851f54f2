"""The second reading of a synthesis: somebody else agrees to exactly what would be published, or sends it back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import i18n
from hcec.accounts.access import StaffMember
from hcec.labels import N_
from hcec.syntheses import queries
from hcec.syntheses.enums import Stage
from hcec.syntheses.models import Synthesis, SynthesisReview
from hcec.syntheses.services.writing import SynthesisChanged, SynthesisFrozen, record, take


class NobodyElse(Exception):
    """The observatory has one person only: there is nobody to reread, and no need to ask."""


class OwnSynthesis(Exception):
    """Nobody is the second reader of what they sent."""


def needs_second_reader(session: Session) -> bool:
    """Return whether the observatory has two active accounts: then nobody publishes alone."""
    return (session.scalar(queries.observers()) or 0) > 1


def rereading_line(session: Session) -> str:
    """Return what the method says of it."""
    if needs_second_reader(session):
        return i18n.translate(N_("Deux personnes de l’observatoire ont lu cette synthèse avant sa publication."))
    return i18n.translate(N_("L’observatoire n’a qu’une personne : elle a publié sans seconde lecture."))


def send_to_review(session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int) -> None:
    """Give a draft to its second reader. Whoever sends it answers for it from then on, and nobody changes it.

    Raises NobodyElse, SynthesisFrozen, SynthesisChanged.
    """
    if not needs_second_reader(session):
        raise NobodyElse
    take(session, synthesis, version, becomes=Stage.REVIEW)
    synthesis.author_id = actor.id
    session.flush()
    record(session, synthesis, actor=actor, act="send")


def take_back(session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int) -> None:
    """Make it a draft again. Raises SynthesisFrozen, SynthesisChanged."""
    take(session, synthesis, version, was=Stage.REVIEW)
    record(session, synthesis, actor=actor, act="resume")


def agree(
    session: Session,
    *,
    synthesis: Synthesis,
    actor: StaffMember,
    version: int,
    seen: bytes,
    content_hash: bytes,
    today: date,
) -> None:
    """Agree to the publication of exactly these bytes: those that were `seen` and those it would make now.

    Raises OwnSynthesis, SynthesisFrozen, SynthesisChanged.
    """
    _check_reader(session, synthesis, actor, version)
    if seen != content_hash:
        raise SynthesisChanged
    _keep(session, synthesis, actor, content_hash, today, note="", is_agreed=True)
    record(session, synthesis, actor=actor, act="agree", detail=content_hash.hex())


def send_back(
    session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int, note: str, seen: bytes, today: date
) -> None:
    """Send it back to be changed, and say what. Raises OwnSynthesis, SynthesisFrozen, SynthesisChanged."""
    _check_reader(session, synthesis, actor, version)
    _keep(session, synthesis, actor, seen, today, note=note.strip(), is_agreed=False)
    take(session, synthesis, version, was=Stage.REVIEW)
    record(session, synthesis, actor=actor, act="send_back")


def is_agreed(synthesis: Synthesis, version: int, content_hash: bytes) -> bool:
    """Return whether a second reader agreed to this version, and to what it makes to the last byte."""
    return any(
        (each.version, each.content_hash, each.is_agreed) == (version, content_hash, True)
        for each in synthesis.reviews
        if each.reader_id != synthesis.author_id
    )


def _check_reader(session: Session, synthesis: Synthesis, actor: StaffMember, version: int) -> None:
    session.scalar(select(Synthesis.id).where(Synthesis.id == synthesis.id).with_for_update())
    session.refresh(synthesis)
    if synthesis.stage in (Stage.PUBLISHED, Stage.WITHDRAWN):
        raise SynthesisFrozen
    if synthesis.stage is not Stage.REVIEW or synthesis.version != version:
        raise SynthesisChanged
    if synthesis.author_id == actor.id:
        raise OwnSynthesis


def _keep(
    session: Session,
    synthesis: Synthesis,
    actor: StaffMember,
    content_hash: bytes,
    today: date,
    *,
    note: str,
    is_agreed: bool,
) -> None:
    """Keep what was said of this version, in the place of what was said before."""
    said = session.get(SynthesisReview, (synthesis.id, synthesis.version))
    if said is None:
        said = SynthesisReview(version=synthesis.version, reader_id=actor.id)
        synthesis.reviews.append(said)
    said.reader_id, said.content_hash, said.reviewed_on = actor.id, content_hash, today
    said.note, said.is_agreed = note, is_agreed
    session.flush()

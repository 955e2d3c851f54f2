"""Writing a synthesis over a closed consultation: its words, its tables, its quotations."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.consultations.models import Consultation
from hcec.syntheses import queries
from hcec.syntheses.enums import OF_SHEETS, Level, Stage, SynthesisState, Theme
from hcec.syntheses.models import ChosenQuotation, Synthesis
from hcec.syntheses.services.declaring import in_order
from hcec.syntheses.services.typed_text import to_rich

LARGEST_VERSION = 2**31 - 1


class ConsultationNotClosed(Exception):
    """There is no frozen snapshot yet (D5)."""


class SynthesisFrozen(Exception):
    """It was published: words and tables never change again (D5)."""


class SynthesisChanged(Exception):
    """Somebody changed it meanwhile."""


class NotQuotable(Exception):
    """A message chosen is not approved, was withdrawn, or belongs elsewhere."""


class SameChildTwice(Exception):
    """Two messages chosen come from one child: one quotation a child and release (D6)."""


class AlreadyTaken(Exception):
    """Somebody else's form made a row with this identifier."""


def create_synthesis(
    session: Session,
    *,
    author: StaffMember,
    consultation: Consultation,
    level: Level,
    title: str,
    text: str = "",
    crossings: Iterable[str] = OF_SHEETS,
    row_id: UUID | None = None,
) -> Synthesis:
    """Start a synthesis; sent twice (same `row_id`), it is the same one.

    Raises ConsultationNotClosed, NotOffered, TooManyCrossings, and AlreadyTaken when the row is somebody else's.
    """
    if consultation.status not in queries.CLOSED:
        raise ConsultationNotClosed
    wanted = row_id or uuid4()
    db.lock(session, str(wanted))
    existing = session.get(Synthesis, wanted)
    if existing is not None:
        if existing.author_id != author.id:
            raise AlreadyTaken
        return existing
    synthesis = Synthesis(
        id=wanted,
        consultation=consultation,
        level=level,
        title=title.strip(),
        text=to_rich(text),
        crossings=in_order(session, consultation, crossings),
        author_id=author.id,
    )
    session.add(synthesis)
    session.flush()
    record(session, synthesis, actor=author, act="create")
    return synthesis


def change_synthesis(
    session: Session,
    *,
    synthesis: Synthesis,
    actor: StaffMember,
    version: int,
    title: str,
    text: str,
    crossings: Iterable[str],
    embargo_on: date | None = None,
) -> None:
    """Change the words, the tables and the embargo of a draft.

    Raises SynthesisFrozen, SynthesisChanged, NotOffered, TooManyCrossings (D5).
    """
    chosen = in_order(session, synthesis.consultation, crossings, kept=synthesis.crossings)
    take(session, synthesis, version)
    synthesis.embargo_on = embargo_on
    synthesis.title, synthesis.text, synthesis.crossings = title.strip(), to_rich(text), chosen
    session.flush()
    record(session, synthesis, actor=actor, act="change")


def choose_quotations(
    session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int, chosen: Mapping[UUID, Theme]
) -> None:
    """Replace the quotations of a draft by these messages, each under its theme (D6).

    Raises NotQuotable, SameChildTwice, SynthesisFrozen, SynthesisChanged.
    """
    rows = session.execute(queries.quotable(synthesis.consultation_id))
    tags = {approval.testimony_id: tag for approval, tag in rows}
    if not tags.keys() >= chosen.keys():
        raise NotQuotable
    if len({tags[testimony_id] for testimony_id in chosen}) < len(chosen):
        raise SameChildTwice
    take(session, synthesis, version)
    synthesis.quotations = [
        next((kept for kept in synthesis.quotations if kept.testimony_id == testimony_id), None)
        or ChosenQuotation(testimony_id=testimony_id, theme=theme)
        for testimony_id, theme in chosen.items()
    ]
    for quotation in synthesis.quotations:
        quotation.theme = chosen[quotation.testimony_id]
    session.flush()
    record(session, synthesis, actor=actor, act="quote")


def take(
    session: Session, synthesis: Synthesis, version: int, *, was: Stage = Stage.DRAFT, becomes: Stage = Stage.DRAFT
) -> None:
    """Move a synthesis to its next version if it is still at this one. Raises SynthesisFrozen, SynthesisChanged.

    While its second reader reads, nothing but the reading's own acts moves it.
    """
    if not 0 < version <= LARGEST_VERSION:  # what no column holds is no version
        raise SynthesisChanged
    in_review = becomes is Stage.REVIEW
    taken = session.execute(
        update(Synthesis)
        .where(
            Synthesis.id == synthesis.id,
            Synthesis.version == version,
            Synthesis.state == SynthesisState.DRAFT,
            Synthesis.in_review.is_(was is Stage.REVIEW),
        )
        .values(
            version=version + 1,
            in_review=in_review,
            state=SynthesisState.DRAFT if in_review else SynthesisState(becomes),
        )
        .execution_options(synchronize_session=False)
    )
    session.refresh(synthesis)
    if isinstance(taken, CursorResult) and taken.rowcount == 0:
        raise SynthesisChanged if synthesis.state is SynthesisState.DRAFT else SynthesisFrozen


def record(session: Session, synthesis: Synthesis, *, actor: StaffMember, act: str, detail: str = "") -> None:
    """Add a line to the journal."""
    subject = f"synthesis:{synthesis.id.hex}"
    audit.record(
        session, actor=actor.id.hex, role=actor.role, action=f"synthesis:{act}", subject=subject, detail=detail
    )

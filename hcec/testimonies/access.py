"""What is the child's own: found by tags that only their key computes, so that another's does not exist (ATTACKS 2)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, exists, select

from hcec.accounts.access import StaffMember, Youth
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, PaperBatch, PaperBatchCircle, Testimony

FORMER_YEARS = 2  # of the idea box, which counts as one consultation a year


def message_tag(youth: Youth, consultation_id: UUID) -> bytes:
    """Return the tag of one's messages in a consultation."""
    return youth.tag("message", consultation_id.bytes)


def ideas_tag(youth: Youth, year: int) -> bytes:
    """Return the tag of one's messages in the idea box of a year."""
    return youth.tag("message", b"ideas", str(year).encode())


def help_tag(youth: Youth) -> bytes:
    """Return the tag of one's calls for help."""
    return youth.tag("help")


def sheet_tag(youth: Youth, consultation_id: UUID) -> bytes:
    """Return the tag of one's answer sheet, until the consultation closes."""
    return youth.tag("sheet", consultation_id.bytes)


def draft_tag(youth: Youth, consultation_id: UUID) -> bytes:
    """Return the tag of one's answers under way."""
    return youth.tag("draft", consultation_id.bytes)


def agreement_tag(youth: Youth, consultation_id: UUID | None) -> bytes:
    """Return the tag of one's agreement to the contract; None is the idea box."""
    return youth.tag("agreement", consultation_id.bytes if consultation_id else b"ideas")


def joining_tag(youth: Youth) -> bytes:
    """Return the tag of one's agreement to the general contract, accepted at joining."""
    return youth.tag("agreement", b"joining")


def own_testimonies(youth: Youth, consultation_ids: Iterable[UUID], *, year: int) -> Select[Testimony]:
    """Return every message of this person that they did not withdraw, the latest first."""
    return ever_sent(youth, consultation_ids, year=year).where(Testimony.state != TestimonyState.WITHDRAWN)


def ever_sent(youth: Youth, consultation_ids: Iterable[UUID], *, year: int) -> Select[Testimony]:
    """Return every message of this person, with what they withdrew and the night has not deleted yet.

    `year` is the present one: the idea box is searched for it and for the two before.
    """
    tags = [message_tag(youth, each) for each in consultation_ids]
    tags += [ideas_tag(youth, past) for past in range(year - FORMER_YEARS, year + 1)]
    tags.append(help_tag(youth))
    return select(Testimony).where(Testimony.tag.in_(tags)).order_by(Testimony.written_on.desc(), Testimony.id)


def own_sheet(youth: Youth, consultation_id: UUID) -> Select[AnswerSheet]:
    """Return this person's sheet in a consultation that is not closed."""
    return select(AnswerSheet).where(
        AnswerSheet.tag == sheet_tag(youth, consultation_id), AnswerSheet.consultation_id == consultation_id
    )


def batches_of(actor: StaffMember) -> Select[PaperBatch]:
    """Return the paper sheets that this person received, but for those of a territory that became theirs (A5)."""
    is_near = exists().where(
        PaperBatchCircle.batch_id == PaperBatch.id, PaperBatchCircle.circle_id.in_(sorted(actor.circles))
    )
    return (
        select(PaperBatch)
        .where(PaperBatch.staff_id == actor.id, ~is_near)
        .order_by(PaperBatch.consultation_id, PaperBatch.number)
    )

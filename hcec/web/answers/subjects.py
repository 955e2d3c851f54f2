"""What is answered: a consultation as a whole, or one proposal."""

from typing import cast

from flask import abort, url_for
from sqlalchemy.orm import Session

from hcec.consultations.models import Consultation
from hcec.followup.access import answerable_by, visible_to
from hcec.followup.models import Proposal
from hcec.followup.services.answers import Subject
from hcec.web.access import one_or_404
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

KINDS = ("consultation", "proposition")


def find(session: Session, kind: str, ref: str) -> Subject:
    """Return what this address names, if it is this person's to answer; else the 404 of what does not exist."""
    if kind not in KINDS:
        abort(404)
    if kind == "proposition":
        return cast(Proposal, one_or_404(session, visible_to(current_staff()).where(Proposal.id == as_id(ref))))
    asked = answerable_by(current_staff()).where(Consultation.id == as_id(ref))
    return cast(Consultation, one_or_404(session, asked))


def address_of(subject: Subject) -> str:
    """Return where this is answered."""
    kind = KINDS[isinstance(subject, Proposal)]
    return url_for("answers.writing.edit", kind=kind, ref=subject.id.hex)

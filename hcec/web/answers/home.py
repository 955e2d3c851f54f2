"""What waits for an answer, the latest first; and what was promised."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup.access import answerable_by, visible_to
from hcec.followup.enums import UNDER_WAY, ProposalState
from hcec.followup.lateness import days_late
from hcec.followup.models import Proposal
from hcec.followup.queries import answers_to_consultations
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.viewer import current_staff

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Permission.ANSWER_WRITE)
def index() -> ResponseReturnValue:
    """Return what this person owes an answer to, and what they follow until its end."""
    me = current_staff()
    proposals = db.session.scalars(visible_to(me).order_by(Proposal.due_on, Proposal.id)).all()
    closed = answerable_by(me).where(Consultation.status == ConsultationStatus.CLOSED)
    consultations = db.session.scalars(closed.order_by(Consultation.answer_due_on, Consultation.slug)).all()
    answers = {one.consultation_id: one for one in db.session.scalars(answers_to_consultations())}
    return render_template(
        "answers/home/index.html",
        consultations=[(one, answers.get(one.id)) for one in consultations],
        awaited=[one for one in proposals if one.state is ProposalState.ADOPTED],
        under_way=[one for one in proposals if one.state in UNDER_WAY],
        over=[one for one in proposals if one.state not in (ProposalState.ADOPTED, *UNDER_WAY)],
        days_late=days_late,
        today=clock.today(),
    )

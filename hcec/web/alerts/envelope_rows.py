"""What pages show of envelopes: the requests on an alert, what this person may do, what waits for them (A6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hcec import clock, db
from hcec.accounts.access import StaffMember
from hcec.accounts.models import Staff
from hcec.permissions import Permission, Role
from hcec.safeguarding import queries
from hcec.safeguarding.enums import EnvelopeState
from hcec.safeguarding.models import Alert, EnvelopeRequest
from hcec.safeguarding.services import drills, reviewing
from hcec.safeguarding.services import envelopes as services
from hcec.web.alerts.envelope_forms import EnvelopeForm
from hcec.web.viewer import current_staff


@dataclass(frozen=True, slots=True)
class Row:
    """A request as the page of its alert shows it, with what this person may do."""

    request: EnvelopeRequest
    may_answer: bool
    may_download: bool
    may_review: bool
    review_due: datetime | None
    is_overdue: bool
    has_reviewer: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What the page of an alert shows of its envelope."""

    form: EnvelopeForm
    has_envelope: bool
    may_open_alone: bool
    rows: tuple[Row, ...]
    names: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class Review:
    """An opening to review in the list of alerts; some review it who do not see its alert."""

    request: EnvelopeRequest
    is_overdue: bool
    sees_alert: bool
    has_reviewer: bool


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits for this person: requests to answer, openings to review, the drill."""

    to_agree: list[EnvelopeRequest]
    to_review: list[Review]
    is_drill_due: bool


def part(alert: Alert, form: EnvelopeForm | None = None) -> Part:
    """Return what the page of this alert shows of its envelope."""
    actor, now = current_staff(), clock.now()
    found = queries.envelope_requests(actor).where(EnvelopeRequest.alert_id == alert.id)
    requests = db.session.scalars(found).all()
    return Part(
        form=form or EnvelopeForm(formdata=None),
        has_envelope=alert.erased_on is None and bool(alert.envelope),
        may_open_alone=actor.role == Role.CRIP,
        rows=tuple(row_of(each, now) for each in requests),
        names=names_in(requests),
    )


def duties() -> Duties:
    """Return what waits for this person about envelopes."""
    actor, now = current_staff(), clock.now()
    to_agree = db.session.scalars(queries.envelopes_to_agree(actor)).all()
    return Duties(
        to_agree=[each for each in to_agree if services.may_answer(db.session, each, actor)],
        to_review=_reviews(actor, now),
        is_drill_due=actor.may(Permission.ENVELOPE_OPEN) and drills.is_due(drills.last_drill(db.session), now),
    )


def row_of(request: EnvelopeRequest, now: datetime) -> Row:
    """Return the request with what this person may do on it now."""
    actor, awaits_review = current_staff(), reviewing.awaits_review(request)
    may_review = {each.id for each in reviewing.reviewers(db.session, request)} if awaits_review else set()
    return Row(
        request=request,
        may_answer=request.state == EnvelopeState.ASKED
        and not request.is_danger_to_life
        and services.may_answer(db.session, request, actor),
        may_download=services.may_hand_out(request, actor) and services.is_ready(request, now),
        may_review=actor.id in may_review,
        review_due=reviewing.review_due(request) if awaits_review else None,
        is_overdue=awaits_review and reviewing.review_due(request) < now,
        has_reviewer=bool(may_review),
    )


def _reviews(actor: StaffMember, now: datetime) -> list[Review]:
    """Return what this person may review, and what waits on the alerts that they see: whoever opened it looks too."""
    seen = {each.id for each in db.session.scalars(queries.envelopes_to_review(actor))}
    found = []
    for each in db.session.scalars(queries.unreviewed()):
        may_review = {person.id for person in reviewing.reviewers(db.session, each)}
        if each.id in seen or actor.id in may_review:
            is_overdue = reviewing.review_due(each) < now
            found.append(Review(each, is_overdue, sees_alert=each.id in seen, has_reviewer=bool(may_review)))
    return found


def names_in(requests: Iterable[EnvelopeRequest]) -> dict[UUID, str]:
    """Return the names of who asked, agreed and reviewed."""
    people = {person for each in requests for person in (each.asked_by, each.agreed_by, each.reviewed_by) if person}
    return {each: person.name for each in people if (person := db.session.get(Staff, each))}

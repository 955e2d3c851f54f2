"""Cover (S3): when somebody reads, closures, who is on duty, and the days that nobody covers."""

from collections.abc import Sequence

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.accounts.queries import staff_by_name
from hcec.department import services as department
from hcec.permissions import NEVER_APPOINTED, Permission
from hcec.safeguarding import queries
from hcec.safeguarding.cover import Cover, merged
from hcec.safeguarding.gaps import find_gaps, spans
from hcec.safeguarding.models import CoverClosure, CoverPeriod
from hcec.safeguarding.services import cover
from hcec.web.access import one_or_404, requires
from hcec.web.alerts.cover_calendar import last_shown, weeks
from hcec.web.alerts.cover_changes import (
    READERS,
    calendar_seen,
    changed_calendar,
    changed_hours,
    changed_readers,
    hours_seen,
    readers_seen,
)
from hcec.web.alerts.cover_forms import ClosureForm, HoursForm, PeriodForm, ReadersForm
from hcec.web.forms import Form
from hcec.web.reading_hours import pause, span_in_words
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

RANKS = list(Appointment)

bp = Blueprint("cover", __name__, url_prefix="/alertes/astreinte")


@bp.get("/")
@requires(Permission.COVER_EDIT)
def index() -> ResponseReturnValue:
    """What is decided, two months of it, and what is missing."""
    return _page()


@bp.post("/heures")
@requires(Permission.COVER_EDIT)
def set_hours() -> ResponseReturnValue:
    """Replace the week's hours."""
    form = HoursForm()
    hours = form.read() if form.validate_on_submit() else None
    if hours is None:
        return _page(form)
    cover.hold(db.session)
    if others := changed_hours(db.session, form, hours_seen(Cover(hours=merged(tuple(hours))))):
        return _page(form, others)
    cover.set_hours(db.session, actor=current_staff(), hours=hours)
    return _done(_("Les heures sont changées. Les jeunes les voient tout de suite."))


@bp.post("/lecture")
@requires(Permission.COVER_EDIT)
def set_readers() -> ResponseReturnValue:
    """Decide how one reads, and which public holidays count."""
    form = ReadersForm()
    if not form.validate_on_submit():
        return _page(form)
    cover.hold(db.session)
    if others := changed_readers(db.session, form):
        return _page(form, others)
    actor, decisions = current_staff(), {name: form[name].data for name in READERS}
    department.change(db.session, actor=actor.id.hex, role=actor.role, **decisions)
    return _done(_("C’est enregistré."))


@bp.post("/fermetures")
@requires(Permission.COVER_EDIT)
def add_closure() -> ResponseReturnValue:
    """Say that nobody reads on some days."""
    form = ClosureForm()
    if not form.validate_on_submit():
        return _page(form)
    if others := _changed(form):
        return _page(form, others)
    try:
        _close(form)
    except cover.BadDates:
        form.closed_to.errors = [_bad_dates()]
        return _page(form)
    return _done(_("La fermeture est notée."))


@bp.post("/fermetures/<ref>/retirer")
@requires(Permission.COVER_EDIT)
def remove_closure(ref: str) -> ResponseReturnValue:
    """Read on these days after all."""
    cover.hold(db.session)
    closure = one_or_404(db.session, select(CoverClosure).where(CoverClosure.id == as_id(ref)))
    cover.remove_closure(db.session, actor=current_staff(), closure=closure)
    return _done(_("La fermeture est retirée."))


@bp.post("/periodes")
@requires(Permission.COVER_EDIT)
def add_period() -> ResponseReturnValue:
    """Name who is on duty."""
    form = PeriodForm().offer(_people())
    if not form.validate_on_submit():
        return _page(form)
    if others := _changed(form):
        return _page(form, others)
    try:
        _name(form)
    except cover.BadDates:
        form.to_on.errors = [_bad_dates()]
        return _page(form)
    except cover.NotOnDuty:
        form.holder.errors = [_("Cette personne ne peut pas suivre des alertes.")]
        return _page(form)
    return _done(_("C’est noté."))


@bp.post("/periodes/<ref>/retirer")
@requires(Permission.COVER_EDIT)
def remove_period(ref: str) -> ResponseReturnValue:
    """Take somebody off duty."""
    cover.hold(db.session)
    period = one_or_404(db.session, select(CoverPeriod).where(CoverPeriod.id == as_id(ref)))
    cover.remove_period(db.session, actor=current_staff(), period=period, today=clock.today())
    return _done(_("La période est retirée."))


def _changed(form: ClosureForm | PeriodForm) -> list[str]:
    cover.hold(db.session)
    return changed_calendar(db.session, form, {one.id: one.name for one in _people()})


def _close(form: ClosureForm) -> None:
    cover.add_closure(
        db.session,
        row_id=form.row_id,
        actor=current_staff(),
        from_on=form.closed_from.data,
        to_on=form.closed_to.data,
        reason=form.reason.data,
        today=clock.today(),
    )


def _name(form: PeriodForm) -> None:
    cover.add_period(
        db.session,
        row_id=form.row_id,
        actor=current_staff(),
        kind=Appointment(form.kind.data),
        holder=db.session.get_one(Staff, form.holder_id),
        from_on=form.from_on.data,
        to_on=form.to_on.data,
        today=clock.today(),
    )


def _done(words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for(".index"), code=303)


def _bad_dates() -> str:
    return str(_("Le dernier jour vient après le premier, et n’est pas déjà passé."))


def _people() -> list[Staff]:
    return [one for one in db.session.scalars(staff_by_name()) if one.role not in NEVER_APPOINTED]


def _page(refused: Form | None = None, others: Sequence[str] = ()) -> ResponseReturnValue:
    """Return the page; with a refused form, 400 and what was typed; 409 when others changed something meanwhile."""
    today, people = clock.today(), _people()
    if refused and others:
        refused.form_errors = [_("Quelqu’un a changé cela entre-temps. Relisez, puis envoyez de nouveau."), *others]
    held, periods = cover.load_cover(db.session), db.session.scalars(queries.duties(today)).all()
    duties = cover.as_duties(periods)
    gaps = find_gaps(held, duties, today, last_shown(today))
    names = {one.id: one.name for one in people}
    forms = {
        HoursForm: HoursForm(formdata=None).show(held),
        ReadersForm: ReadersForm(formdata=None).show(department.load(db.session)),
        ClosureForm: ClosureForm(formdata=None),
        PeriodForm: PeriodForm(formdata=None).offer(people),
    } | ({type(refused): refused} if refused else {})
    _carry_what_is_seen(forms, held)
    body = render_template(
        "alerts/cover/index.html",
        hours=forms[HoursForm],
        readers=forms[ReadersForm],
        closing=forms[ClosureForm],
        naming=forms[PeriodForm],
        periods=sorted(periods, key=lambda each: RANKS.index(each.kind)),
        names=names,
        closures=db.session.scalars(queries.closures().where(CoverClosure.to_on >= today)).all(),
        weeks=weeks(held, duties, names, gaps, today),
        warnings=[(span.kind, span_in_words(span)) for span in spans(gaps)],
        is_paused=bool(pause()),
        lacks_crip=bool(pause()) and all(gap.day != today for gap in gaps),
        has_head=any(duty.kind is Appointment.HEAD and duty.runs(today) for duty in duties),
    )
    return make_response(body, 409 if others else 400 if refused else 200)


def _carry_what_is_seen(forms: dict[type[Form], Form], held: Cover) -> None:
    calendar = calendar_seen(db.session)
    forms[HoursForm].seen.data = hours_seen(held)
    forms[ReadersForm].seen.data = readers_seen(db.session)
    forms[ClosureForm].seen.data = forms[PeriodForm].seen.data = calendar

"""Topics that enough children support: put on an agenda, talked about, told. Those that few support are not here."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.council import queries
from hcec.council.models import Session, Topic
from hcec.council.services import ChangedMeanwhile, topics
from hcec.i18n import day_in_words, translate
from hcec.labels import N_, label
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.council_forms import TopicForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("council_topics", __name__, url_prefix="/observatoire/conseil/sujets")

CHANGED = N_("Quelqu’un vient de s’occuper de ce sujet. Relisez-le, puis recommencez.")


@bp.get("/")
@requires(Permission.COUNCIL_KEEP)
def index() -> ResponseReturnValue:
    """Every topic that reached the threshold."""
    rows = db.session.execute(queries.topics_with_words()).all()
    return render_template("observatory/council_topics/index.html", rows=rows)


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Put a topic on an agenda, let it wait, or say what the council thinks of it."""
    mine = queries.topics_with_words().where(Topic.testimony_id == as_id(ref))
    topic: Topic = one_or_404(db.session, mine.with_only_columns(Topic))
    form = TopicForm(data=_held(topic))
    coming = db.session.scalars(queries.planned(clock.today())).all()
    form.offer(coming, {each.id.hex: _named(each) for each in coming})
    if not form.validate_on_submit():
        words = db.session.execute(mine).one()[1].text
        page = render_template("observatory/council_topics/edit.html", form=form, topic=topic, words=words)
        return make_response(page, 400 if form.is_submitted() else 200)
    try:
        _settle(topic, form)
    except ChangedMeanwhile:
        return errors.page(409, sentence=_(CHANGED), difference=topic.told)
    except topics.NoSuchSession:
        return errors.page(409, sentence=_("Cette séance n’est plus au calendrier."))
    flash(_("C’est enregistré. Les jeunes le voient."), "success")
    return redirect(url_for(".index"), code=303)


def _settle(topic: Topic, form: TopicForm) -> None:
    """What was said counts before an agenda, and an agenda before waiting."""
    actor, version = current_staff(), form.version.data
    if form.told.data:
        topics.tell_topic(db.session, topic=topic, actor=actor, version=version, told=form.told.data)
    elif form.session_id.data:
        meeting_id = as_id(form.session_id.data)
        topics.put_on_agenda(db.session, topic=topic, actor=actor, version=version, meeting_id=meeting_id)
    else:
        topics.put_back(db.session, topic=topic, actor=actor, version=version)


def _named(meeting: Session) -> str:
    return f"{translate(label('session_kind', meeting.kind))}, {day_in_words(meeting.held_on)}"


def _held(topic: Topic) -> dict[str, object]:
    planned = topic.session_id.hex if topic.session_id else ""
    return {"session_id": planned, "told": topic.told, "version": topic.version}

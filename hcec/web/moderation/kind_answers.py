"""The kind answers that readers begin from, as the coordinator wants them."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from hcec import db
from hcec.moderation.kind_answers import KindWords
from hcec.moderation.services import kind_answers
from hcec.permissions import Permission
from hcec.text.readability import hints
from hcec.web.access import requires
from hcec.web.forms import ActForm, Form, strip
from hcec.web.viewer import current_staff

bp = Blueprint("kind_answers", __name__, url_prefix="/moderation/modeles")

NEW = "nouveau"


class KindAnswerForm(Form):
    """A title for the readers, words for the child."""

    title = StringField(
        _l("Le titre, pour l’équipe"),
        filters=[strip],
        validators=[DataRequired(_l("Donnez un titre.")), Length(max=80, message=_l("Le titre est trop long."))],
    )
    body = TextAreaField(
        _l("Les mots, pour l’enfant"),
        filters=[strip],
        validators=[DataRequired(_l("Écrivez les mots.")), Length(max=1000, message=_l("C’est trop long."))],
    )
    is_offered = BooleanField(_l("Le proposer aux lecteurs"))


@bp.get("/")
@requires(Permission.MODERATION_OVERSEE)
def index() -> ResponseReturnValue:
    """The whole list."""
    answers = kind_answers.every_answer(db.session)
    return render_template("moderation/kind_answers/index.html", answers=answers)


@bp.route("/<code>", methods=["GET", "POST"])
@requires(Permission.MODERATION_OVERSEE)
def edit(code: str) -> ResponseReturnValue:
    """Change one, or write a new one."""
    words = _found(code)
    form = KindAnswerForm(data={"title": words.title, "body": words.body, "is_offered": words.is_offered})
    if not form.validate_on_submit():
        status = 400 if form.is_submitted() else 200
        return render_template(
            "moderation/kind_answers/edit.html",
            form=form,
            code=code,
            is_new=code == NEW,
            is_house=kind_answers.is_house(code),
            hints=hints(form.body.data or ""),
        ), status
    kind_answers.write_answer(
        db.session,
        actor=current_staff(),
        code=None if code == NEW else code,
        title=form.title.data,
        body=form.body.data,
        is_offered=form.is_offered.data,
    )
    flash(_("Le modèle est enregistré."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/<code>/retablir")
@requires(Permission.MODERATION_OVERSEE)
def restore(code: str) -> ResponseReturnValue:
    """Take the words that came with the platform again; what was added here is deleted."""
    _found(code)
    if not ActForm().validate_on_submit() or code == NEW:
        abort(400)
    kind_answers.restore_answer(db.session, actor=current_staff(), code=code)
    flash(_("C’est fait."), "success")
    return redirect(url_for(".index"), code=303)


def _found(code: str) -> KindWords:
    try:
        return KindWords(NEW, "", "") if code == NEW else kind_answers.answer_with(db.session, code)
    except kind_answers.UnknownAnswer:
        abort(404)

"""Ten one-time codes to print, shown once (A7)."""

from flask import Blueprint, flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.accounts.services import printed_codes, staff
from hcec.accounts.services.limits import Door
from hcec.permissions import Permission
from hcec.web import limits
from hcec.web.access import requires
from hcec.web.staff.forms import CodeForm
from hcec.web.viewer import current_staff

bp = Blueprint("codes", __name__, url_prefix="/compte/codes")

DRAWN = "printed_codes"


@bp.get("")
@requires(Permission.STAFF_HOME)
def show() -> ResponseReturnValue:
    """Show the codes just drawn, once; else how many are left, and a way to draw ten."""
    drawn = session.pop(DRAWN, None)
    if drawn:
        return render_template("staff/codes/show.html", codes=[_in_fours(code) for code in drawn])
    return _offer(CodeForm(formdata=None))


@bp.post("")
@requires(Permission.STAFF_HOME)
def draw() -> ResponseReturnValue:
    """Draw ten codes, after a second factor asked again: an open session is not enough to make keys of one's own."""
    form, person = CodeForm(), current_staff()
    taken = limits.take(Door.STAFF, person.email)
    if not form.validate() or staff.check_code(db.session, staff_id=person.id, code=form.otp.data or "") is None:
        form.otp.errors, form.otp.data = [_("Ce code n’est pas celui de cet instant. Attendez le suivant.")], None
        return _offer(form, 400)
    limits.give_back(taken)
    session[DRAWN] = printed_codes.draw(db.session, person=person)
    flash(_("Dix codes sont prêts. Les anciens ne marchent plus."), "success")
    return redirect(url_for(".show"), code=303)


def _offer(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    left = printed_codes.left(db.session, staff_id=current_staff().id)
    return make_response(render_template("staff/codes/offer.html", form=form, left=left), status)


def _in_fours(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))

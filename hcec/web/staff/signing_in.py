"""Staff come in by password and code, leave, and arm their account (A7, ATTACKS 16-18)."""

from datetime import datetime, timedelta
from uuid import UUID

import pyotp
import segno
from flask import Blueprint, abort, flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.models import Staff
from hcec.accounts.services import signing_in, staff
from hcec.accounts.services.limits import Door
from hcec.web import limits
from hcec.web.access import public
from hcec.web.application import platform
from hcec.web.forms import StaffSignInForm
from hcec.web.public.pages import FORGET
from hcec.web.staff.forms import ActivateForm, CodeForm
from hcec.web.viewer import sign_in_staff, sign_out

bp = Blueprint("signing_in", __name__)

PENDING = "signing_in"
SECRET = "new_totp"  # noqa: S105 - the name of a session's entry
CODE_WITHIN = timedelta(minutes=10)
NOBODY = UUID(int=0)


@bp.route("/entrer", methods=["GET", "POST"])
@public
def enter() -> ResponseReturnValue:
    """Ask for e-mail and password. Any pair leads to the code page, in the same time."""
    form = StaffSignInForm()
    if not form.is_submitted():
        return render_template("staff/signing_in/enter.html", form=form)
    if not form.validate():
        return make_response(render_template("staff/signing_in/enter.html", form=form), 400)
    email = form.email.data.lower()
    taken = limits.take(Door.STAFF, email)
    with db.current().reading() as reading:
        found = staff.check_password(reading, email=email, password=form.password.data)
        mark = staff.password_mark(reading, found)
    until = (clock.now() + CODE_WITHIN).isoformat()
    session[PENDING] = {"id": (found or NOBODY).hex, "email": email, "until": until, "taken": taken, "mark": mark}
    return redirect(url_for(".code"), code=303)


@bp.route("/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Ask for the six digits. Only here is anybody refused, whatever was wrong."""
    pending = session.get(PENDING)
    if pending is None or datetime.fromisoformat(pending["until"]) <= clock.now():
        return redirect(url_for(".enter"), code=303)
    form = CodeForm()
    if not form.is_submitted():
        return render_template("staff/signing_in/code.html", form=form)
    taken = limits.take(Door.STAFF, pending["email"])
    with db.current().transaction() as own:  # the journal keeps refusals too
        person = signing_in.sign_in(own, staff_id=_still_known(own, pending), code=form.otp.data or "")
    if person is None:
        form.otp.errors, form.otp.data = [_("Adresse, mot de passe ou code : quelque chose ne va pas.")], None
        return make_response(render_template("staff/signing_in/code.html", form=form), 400)
    limits.give_back([*taken, *pending["taken"]])
    sign_in_staff(person)
    return redirect(url_for("staff.home.index"), code=303)


def _still_known(own: Session, pending: dict[str, str]) -> UUID | None:
    """Return who gave the right password, unless it changed since."""
    staff_id = UUID(pending["id"])
    is_same = staff.password_mark(own, staff_id) == pending["mark"]
    return staff_id if is_same and staff_id != NOBODY else None


@bp.post("/quitter")
@public
def leave() -> ResponseReturnValue:
    """Sign out."""
    sign_out()
    answer = make_response(redirect(url_for(".enter"), code=303))
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


@bp.route("/activer/<token>", methods=["GET", "POST"])
@public
def activate(token: str) -> ResponseReturnValue:
    """Arm an account through its one-time link: password, second factor, charter."""
    form = ActivateForm()
    try:
        with db.current().reading() as reading, db.current().volatile_reading() as volatile:
            row = signing_in.arming(reading, volatile, token=token)
        if not form.is_submitted():
            return _activation(form, row)
        if not _is_valid(form, row):
            return make_response(_activation(form, row), 400)
        return _arm(form, row, token)
    except staff.LinkRefused:
        abort(404)


def _is_valid(form: ActivateForm, row: Staff) -> bool:
    if row.charter_signed_on is None and not form.accept.data:
        form.validate()
        form.accept.errors = [_("Lisez la charte, puis cochez la case.")]
        return False
    return bool(form.validate())


def _arm(form: ActivateForm, row: Staff, token: str) -> ResponseReturnValue:
    """Derive the password's hash while no lock is held, then use the link."""
    taken = limits.take(Door.STAFF, row.email)
    hashed = staff.hash_password(form.password.data)
    try:
        with db.current().transaction() as own, db.current().volatile() as volatile:
            person = signing_in.activate(
                own,
                volatile,
                token=token,
                password_hash=hashed,
                new_secret=_new_secret(),
                code=form.otp.data or "",
                today=clock.today(),
            )
    except signing_in.CodeRefused:
        form.otp.errors, form.otp.data = [_("Ce code n’est pas celui de cet instant. Attendez le suivant.")], None
        return make_response(_activation(form, row), 400)
    limits.give_back(taken)
    sign_in_staff(person)
    flash(_("Votre compte est prêt."), "success")
    return redirect(url_for("staff.home.index"), code=303)


def _new_secret() -> str:
    """Return the second factor being set up; it stays in the sealed session until a code proves it works."""
    if SECRET not in session:
        session[SECRET] = pyotp.random_base32()
    return str(session[SECRET])


def _activation(form: ActivateForm, row: Staff) -> str:
    """Return the page, with the secret as a drawing and in letters when there is none yet."""
    secret, qr = "", None
    if row.totp_box is None:
        secret = _new_secret()
        uri = pyotp.TOTP(secret).provisioning_uri(name=row.email, issuer_name=platform().department().site_name)
        qr = segno.make(uri, error="m", micro=False)
    return render_template(
        "staff/signing_in/activate.html",
        form=form,
        person=row,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        squares=[(x, y) for y, line in enumerate(qr.matrix) for x, dark in enumerate(line) if dark] if qr else [],
        size=len(qr.matrix) if qr else 0,
    )

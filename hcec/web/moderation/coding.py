"""Coding messages by theme and tone: what waits, one message at a time, where each count leads, how far two agree."""

from dataclasses import dataclass
from math import ceil

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select

from hcec import clock, db
from hcec.coding import access, services
from hcec.coding import queries as coding_queries
from hcec.coding.enums import Place, Tone
from hcec.coding.models import CodeProposal, Coding
from hcec.coding.suggesting import Suggestion
from hcec.moderation import queries
from hcec.moderation import services as moderation
from hcec.moderation.access import visible_to
from hcec.moderation.models import DeskPreference
from hcec.permissions import Permission
from hcec.testimonies.models import Testimony
from hcec.testimonies.urgency import WORRYING
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.moderation.coding_forms import CodingForm
from hcec.web.moderation.marks import worries_of
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("coding", __name__, url_prefix="/moderation/codage")

A_PAGE = 20
# One letter a theme, in the order of the list; those missing are the page's own (g, o, q, v).
THEME_KEYS = "abcdefhijklmnprstuwxyz"


@dataclass(frozen=True)
class Desk:
    """One message on the coding desk, for who may code it at this place (None: they only see what was made of it)."""

    testimony: Testimony
    place: Place | None
    asked: tuple[str, str | None] | None
    codings: tuple[Coding, ...]
    suggestions: dict[str, Suggestion]
    preference: DeskPreference
    proposed: tuple[str, ...] = ()  # by the observatory, who read the approved words
    is_held: bool = False  # words that worried are not underlined here

    @property
    def worries(self) -> list[str]:
        """What the words may be about."""
        return worries_of(self.testimony.urgency)

    @property
    def is_hard(self) -> bool:
        """Whether a warning and a click come before the words (M6)."""
        return bool(self.testimony.urgency & WORRYING)


@bp.get("/")
@requires(Permission.TESTIMONY_DECIDE)
def index() -> ResponseReturnValue:
    """What waits for a code, and the themes, each leading to its messages."""
    actor, themes = current_staff(), services.every_theme(db.session)
    theme = next((each for each in themes if each.code == request.args.get("theme")), None)
    found = access.coded(actor, theme.code if theme else None)
    count = db.session.scalar(queries.how_many(found)) or 0
    last = max(1, ceil(count / A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    totals = dict(db.session.execute(coding_queries.theme_totals(access.identifiers(access.coded(actor)))).all())
    return render_template(
        "moderation/coding/index.html",
        actor=actor,
        first=_waiting(access.to_code(actor)),
        again=_waiting(access.to_code_again(actor)),
        proposed=_waiting(coding_queries.proposed_to(actor)),
        themes=[(each, totals.get(each.code, 0)) for each in themes],
        theme=theme,
        count=count,
        rows=db.session.execute(queries.titled(found).limit(A_PAGE).offset((page - 1) * A_PAGE)).all(),
        page=page,
        before=(page - 1) * A_PAGE,
        last=last,
        page_url=lambda number: url_for(".index", page=number, theme=theme.code if theme else None),
    )


@bp.get("/accord")
@requires(Permission.MODERATION_OVERSEE)
def agreement() -> ResponseReturnValue:
    """How far two coders agree, over what this coordinator may read (A5)."""
    readable = access.identifiers(visible_to(current_staff()))
    return render_template(
        "moderation/coding/agreement.html",
        agreement=services.agreement(db.session, among=readable),
        names={each.code: each.words for each in services.every_theme(db.session)},
    )


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_DECIDE)
def show(ref: str) -> ResponseReturnValue:
    """The words and the list of themes; once coded, the next message."""
    testimony = one_or_404(db.session, _readable().where(Testimony.id == as_id(ref)))
    if not current_staff().is_ready_to_read:
        return errors.page(403, sentence=_("Avant de lire, il faut une charte signée et une formation datée."))
    if request.method == "GET":
        return _page(testimony, None)
    form = CodingForm()
    if not form.validate_on_submit():
        return _page(testimony, form), 400
    try:
        _code(testimony, form)
    except services.NoTheme:
        form.themes.errors = [_("Choisissez au moins un thème : « autre » en est un.")]
        return _page(testimony, form), 400
    except (services.AlreadyCoded, services.NotToCode):
        if services.coding_for(db.session, actor=current_staff(), testimony=testimony) is not None:
            return _next()  # sent twice: the first time is the answer
        return errors.page(409, sentence=_("Quelqu’un d’autre l’a codé entre-temps, ou ses mots n’y sont plus."))
    flash(_("C’est codé."), "success")
    return _next()


def _readable() -> Select[Testimony]:
    """Return what is decided and counted, and theirs to read; words erased or not."""
    return visible_to(current_staff()).where(Testimony.state.in_(access.COUNTED))


def _waiting(found: Select[Testimony]) -> tuple[int, str | None]:
    count = db.session.scalar(queries.how_many(found)) or 0
    one = db.session.scalar(found.limit(1)) if count else None
    return count, one.id.hex if one else None


def _code(testimony: Testimony, form: CodingForm) -> None:
    services.code(
        db.session,
        actor=current_staff(),
        testimony=testimony,
        place=Place(int(form.place.data)),
        themes=form.chosen,
        tones=[Tone(each) for each in form.tones.data or ()],
        suggested=form.suggested.data or (),
        today=clock.today(),
    )


def _next() -> ResponseReturnValue:
    """Go on to what waits next, a first coding before a second."""
    actor = current_staff()
    for found in (access.to_code(actor), access.to_code_again(actor)):
        _count, ref = _waiting(found)
        if ref:
            return redirect(url_for(".show", ref=ref), code=303)
    return redirect(url_for(".index"), code=303)


def _page(testimony: Testimony, form: CodingForm | None) -> str:
    """Journal the reading in its own short transaction, then show the words; a second coder sees no first code."""
    actor = current_staff()
    place = services.place_for(db.session, actor=actor, testimony=testimony)
    mine = services.coding_for(db.session, actor=actor, testimony=testimony)
    if request.method == "GET" and testimony.original_box is not None:
        with db.current().transaction() as writing:
            moderation.note_reading(writing, actor=actor, testimony=testimony, today=clock.today())
    is_blind = place is Place.SECOND and mine is None
    suggested = place is Place.FIRST and services.suggestions(db.session, actor=actor, testimony=testimony)
    desk = Desk(
        testimony=testimony,
        place=place,
        asked=db.session.execute(queries.asked_in(testimony)).one_or_none(),
        codings=() if is_blind else tuple(db.session.scalars(coding_queries.codings_of(testimony.id))),
        suggestions={each.theme: each for each in suggested or ()},
        preference=moderation.preference_of(db.session, actor),
        proposed=_proposed(testimony) if place is Place.FIRST else (),
    )
    return render_template(
        "moderation/coding/show.html",
        desk=desk,
        reading=desk,
        form=form or CodingForm.of(mine, place),
        themes=_themes(mine),
        names={each.code: each.words for each in services.every_theme(db.session)},
        tones=list(Tone),
    )


def _proposed(testimony: Testimony) -> tuple[str, ...]:
    found = db.session.get(CodeProposal, testimony.id)
    return tuple(found.themes) if found else ()


def _themes(mine: Coding | None) -> list[tuple[services.ThemeWords, str]]:
    """Return each theme that may be given, or was by this person, with its key ("" past the last letter)."""
    held = {each.theme for each in mine.themes} if mine else set()
    shown = [each for each in services.every_theme(db.session) if each.retired_in is None or each.code in held]
    return [(each, THEME_KEYS[at] if at < len(THEME_KEYS) else "") for at, each in enumerate(shown)]

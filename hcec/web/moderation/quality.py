"""How messages are read, for the coordinator, on a page and as a file (M4, M6, A4, A5)."""

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hcec import clock, db
from hcec.audit import services as audit
from hcec.documents.listing import Listing, render_listing
from hcec.i18n import translate
from hcec.labels import label
from hcec.moderation.figures import OTHERS
from hcec.moderation.services.quality import LATER, NEXT, SAME, Quality, percent, quality_for
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.viewer import current_staff

bp = Blueprint("quality", __name__, url_prefix="/moderation/qualite")


@bp.get("/")
@requires(Permission.MODERATION_OVERSEE)
def index() -> ResponseReturnValue:
    """The figures, each with what it does not say."""
    quality = quality_for(db.session, current_staff(), clock.today())
    return render_template(
        "moderation/quality/index.html",
        quality=quality,
        delays=_bars({_delay(code): count for code, count in quality.delays.items()}),
        refusals=_bars(_refusals(quality)),
        rejected=percent(quality.rejected or 0, quality.suggested or 0),
        in_months=_in_months,
    )


@bp.get("/chiffres.csv")
@requires(Permission.MODERATION_OVERSEE)
def download() -> Response:
    """The same figures; the download is journalled before it leaves."""
    actor = current_staff()
    quality = quality_for(db.session, actor, clock.today())
    with db.current().transaction() as writing:
        audit.record(writing, actor=actor.id.hex, role=actor.role, action="quality:download", subject="quality")
    answer = make_response(render_listing(listing_of(quality)))
    answer.mimetype = "text/csv"
    answer.headers["Content-Disposition"] = 'attachment; filename="lecture-des-messages.csv"'
    return answer


def listing_of(quality: Quality) -> Listing:
    """Return the figures in words, in the page's order; what stands on too few decisions is left empty."""
    known: list[tuple[str, int | float | str | None]] = [
        (_("depuis"), f"{quality.since:%Y-%m}"),
        (_("messages décidés"), quality.decided),
        (_("mois jusqu’à la décision, médiane"), quality.median_months),
        (_("mois jusqu’à la décision, neuf sur dix"), quality.ninth_months),
        (_("décidés dans le délai promis, au plus (%)"), quality.possibly_in_time),
        *((_("décidés : %(when)s", when=_delay(code)), count) for code, count in quality.delays.items()),
        (_("en attente"), quality.waiting),
        (_("en attente depuis plus longtemps que promis"), quality.waiting_late),
        *((_("refusés : %(why)s", why=why), count) for why, count in _refusals(quality).items()),
        (_("passages suggérés"), quality.suggested),
        (_("suggestions rejetées"), quality.rejected),
        (_("refus tirés au sort"), quality.drawn),
        (_("refus relus"), quality.reread),
        (_("refus relus autrement"), quality.reread_otherwise),
    ]
    agreed = quality.concordance
    known.append((_("doubles lectures"), agreed.pairs if agreed else None))
    known.append((_("même décision (%)"), round(100 * agreed.observed) if agreed else None))
    known.append((_("kappa de Cohen"), None if agreed is None or agreed.kappa is None else f"{agreed.kappa:.2f}"))
    lines = tuple((str(name), "" if value is None else str(value)) for name, value in known)
    return Listing((str(_("chiffre")), str(_("valeur"))), lines)


def _bars(counts: dict[str, int]) -> list[tuple[str, str, float]]:
    most = max(counts.values(), default=1)
    return [(name, str(count), count / most) for name, count in counts.items()]


def _delay(code: str) -> str:
    words = {SAME: _("le mois même"), NEXT: _("le mois suivant"), LATER: _("plus tard")}
    return str(words[code])


def _refusals(quality: Quality) -> dict[str, int]:
    """Name the reasons; when each is too rare to be told, they are all together."""
    rest = _("autres raisons") if len(quality.refusals) > 1 else _("toutes raisons ensemble")
    return {
        str(rest) if code == OTHERS else translate(label("refusal_reason", code)): count
        for code, count in quality.refusals.items()
    }


def _in_months(months: int, at_most: bool = False) -> str:
    """Say a number of months in words."""
    if months <= 0:
        return str(_("le mois même"))
    if at_most:
        return str(ngettext("%(num)s mois après, au plus", "%(num)s mois après, au plus", months))
    return str(ngettext("%(num)s mois après", "%(num)s mois après", months))

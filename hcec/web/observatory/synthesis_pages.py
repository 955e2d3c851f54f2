"""What every page of one synthesis does: find it, come back to it, say that it changed meanwhile."""

from typing import cast

from flask import Response, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from hcec.syntheses.access import visible_to
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.typed_text import to_typed
from hcec.web import errors
from hcec.web.access import one_or_404
from hcec.web.references import as_id
from hcec.web.viewer import current_staff


def one_synthesis(session: Session, ref: str) -> Synthesis:
    """Return the synthesis that this address names, if this person may open it; else the same 404."""
    return cast(Synthesis, one_or_404(session, visible_to(current_staff()).where(Synthesis.id == as_id(ref))))


def back_to(synthesis: Synthesis, anchor: str = "") -> Response:
    """Lead to the synthesis' page once something was done."""
    url = url_for("observatory.syntheses.show", ref=synthesis.id.hex, _anchor=anchor or None)
    return cast(Response, redirect(url, code=303))


def changed_meanwhile(synthesis: Synthesis) -> Response:
    """Answer 409 with what is there now, and what was typed."""
    said = [synthesis.title, to_typed(synthesis.text)]
    said += [line for each in synthesis.sections for line in (each.title, to_typed(each.text))]
    said += [f"{each.what} ({each.of_whom})" for each in synthesis.asks]
    return errors.page(
        409,
        sentence=_("Cette synthèse a changé entre-temps. Voici ce qu’elle est."),
        difference="\n\n".join(filter(None, said)),
    )

"""Every refusal is a page in plain French, with the help numbers and what the person typed."""

from collections.abc import Sequence
from functools import partial
from html import escape
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from hcec.i18n import translate
from hcec.labels import N_
from hcec.safeguarding.help_numbers import HELP_NUMBERS
from hcec.testimonies.services import MessagesSpent
from hcec.web.application import TAKES_A_FILE
from hcec.web.forms import PhraseForm, StaffSignInForm
from hcec.web.incidents import log_incident
from hcec.web.refusal_words import FILE_TOO_LARGE, MESSAGES_SPENT, Words, words_of

# Rooms by the name of their blueprint, and by the first word of their addresses where no page matches.
STAFF_ROOMS = frozenset(
    {"staff", "moderation", "alerts", "observatory", "answers", "partners", "administration", "delegate"}
    | {"equipe", "alertes", "observatoire", "repondre", "partenaires", "delegue"}
    | {"questionnaire", "questionnaires"}  # adults who are asked: said "vous"
)

# The database's own refusals, most precise first: Flask picks by the exception's class.
DATABASE_REFUSALS: dict[type[exc.SQLAlchemyError], int] = {
    exc.DatabaseError: 503,  # locked, full, read-only, away, damaged
    exc.InterfaceError: 503,
    exc.TimeoutError: 503,  # every connection is taken
    exc.IntegrityError: 409,  # somebody else was faster
    exc.DataError: 400,  # a value that no column can hold
    exc.ProgrammingError: 500,
    exc.NotSupportedError: 500,
}


MOST_TEXTS = 50  # no page of ours has more; somebody else's may have ten thousand


class Typed(NamedTuple):
    """A text that a refused form held."""

    name: str
    label: str
    text: str


# Fields whose typed text an error page gives back, with the label it carries there.
TYPED = {
    "code": N_("Le code de ta carte"),
    "body": N_("Ton message"),
    "answer": N_("Ta réponse"),
    "how_to_find_me": N_("Comment te trouver"),
    "published_text": N_("La copie à publier"),
    "note": N_("La note"),
    "title": N_("Le titre"),
    "why": N_("Pourquoi"),
    "who_reads": N_("Qui lit"),
    "what_next": N_("Ce que ça devient"),
    "label": N_("La question"),
    "hint": N_("L’aide"),
    "choices": N_("Les choix"),
    "by_function": N_("Qui répond"),
    "said": N_("Ce que vous avez dit"),
    "will_do": N_("Ce qu’on va faire"),
    "cannot_do": N_("Ce qu’on ne peut pas faire, et pourquoi"),
    "will_study": N_("Ce qu’on étudie"),
    "by_whom": N_("Qui le fera"),
    "what": N_("Ce qui est demandé"),
    "of_whom": N_("À qui"),
    "words": N_("Ce qui a changé"),
    "remark": N_("La remarque"),
    "text": N_("Le texte"),
    "outcome": N_("L’issue"),
    "agenda": N_("L’ordre du jour"),
    "minutes": N_("Le compte rendu"),
    "decided": N_("La décision"),
    "aim": N_("Le but"),
    "receipt": N_("L’accusé de réception"),
    "reason": N_("La raison"),
    "told": N_("Ce que l’enfant lira"),
    "reply": N_("Votre réponse"),
    "addresses": N_("Les adresses"),
    "silence": N_("Pourquoi pas encore"),
    "silence_reason": N_("Pourquoi pas encore"),
    "summary": N_("Le résumé"),
    "what_changed": N_("Ce qui change"),
    "withdrawn_why": N_("Pourquoi"),
    "establishment": N_("L’établissement ou le service"),
    "conclusions": N_("Les conclusions"),
    "strengths": N_("Les points forts"),
    "to_improve": N_("Ce qui est à améliorer"),
}


def init_app(app: Flask) -> None:
    """Give every refusal its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
    app.register_error_handler(MessagesSpent, _messages_spent)
    for refusal, status in DATABASE_REFUSALS.items():
        app.register_error_handler(refusal, partial(_unexpected, status=status))


def page(
    status: int, *, sentence: str | None = None, difference: str | None = None, words: Words | None = None
) -> Response:
    """Return the refusal's page with this status; `sentence`, `difference` and `words` say what the view knows more."""
    if status == 401:
        return _sign_in_page()
    kept, for_staff = typed(), is_staff_room()
    words = words or words_of(status, for_staff=for_staff, is_empty=not kept)
    try:
        body = render_template(
            "errors/error.html",
            status=status,
            title=_(words.title),
            sentence=sentence or _(words.sentence),
            advice=_(words.advice),
            difference=difference,
            typed=kept,
            for_staff=for_staff,
        )
    except Exception as failure:  # noqa: BLE001 - whatever broke the page must not leave a child without an answer
        log_incident(failure)
        body = bare_page(words, kept)
    return make_response(body, status)


def bare_page(words: Words, kept: Sequence[Typed] = ()) -> str:
    """Return a refusal that needs nothing: no template, no session, no database, not even a request."""
    title, *lines = (escape(translate(line)) for line in (words.title, words.sentence, words.advice))
    numbers = "".join(f'<li><a href="{each.href}">{each.number}</a> {escape(each.label)}</li>' for each in HELP_NUMBERS)
    texts = "".join(f"<p>{escape(one.label)}</p><pre>{escape(one.text)}</pre>" for one in kept)
    return (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1>{''.join(f'<p>{line}</p>' for line in lines)}{texts}<ul>{numbers}</ul></html>"
    )


def turn_into(response: Response, status: int) -> None:
    """Make an answer that is about to leave a refusal: what it promised could not be kept."""
    refusal = page(status)
    response.headers.pop("Location", None)
    response.set_data(refusal.get_data())
    response.status_code, response.mimetype = status, "text/html"


def typed() -> list[Typed]:
    """Return what the refused form held, so that nothing typed is lost."""
    try:
        form = request.form
    except HTTPException:  # the body itself was refused: too large, or not a form
        return []
    kept = (Typed(name, _(label), text) for name, label in TYPED.items() for text in form.getlist(name) if text.strip())
    return list(islice(kept, MOST_TEXTS))


def is_staff_room() -> bool:
    """Return whether the request was for a staff page."""
    rooms = {request.blueprints[-1] if request.blueprints else "", request.path.strip("/").partition("/")[0]}
    return not rooms.isdisjoint(STAFF_ROOMS)


def _sign_in_page() -> Response:
    if is_staff_room():
        return make_response(render_template("staff/signing_in/enter.html", form=StaffSignInForm(formdata=None)), 401)
    words = {"form": PhraseForm(formdata=None), "typed": typed()}
    return make_response(render_template("public/entering/enter.html", **words), 401)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return make_response(error.get_response())
    if isinstance(origin := getattr(error, "original_exception", None), exc.SQLAlchemyError):
        status = next((code for kind, code in reversed(DATABASE_REFUSALS.items()) if isinstance(origin, kind)), 500)
    is_file = status == 413 and request.endpoint in TAKES_A_FILE
    answer = page(status, words=FILE_TOO_LARGE if is_file else None)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _messages_spent(refusal: MessagesSpent) -> Response:
    """Too many messages of one person for now: nothing typed is lost, and help stays one press away."""
    answer = page(429, words=MESSAGES_SPENT)
    answer.headers["Retry-After"] = str(refusal.retry_after)
    return answer


def slash_added(error: RequestRedirect) -> Response:
    """The address lacked its last slash. Only the path is given back, whatever host was asked (ATTACKS 14)."""
    target = urlsplit(error.new_url)
    location = f"/{target.path.lstrip('/')}{'?' if target.query else ''}{target.query}"
    return Response("", error.code, {"Location": location})


def _unexpected(error: Exception, status: int = 500) -> Response:
    """Log where it broke, never with what: a traceback's last line may quote a young person (ATTACKS 13)."""
    log_incident(error)
    return page(status)

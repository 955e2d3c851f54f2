"""What an observatory does to a consultation, over plain HTTP, with the names of INTERFACE."""

from sqlalchemy import select

from hcec.accounts.models import Staff
from hcec.consultations.models import Consultation
from tests import factories

HOME = "/observatoire/"
LIST = "/observatoire/consultations/"
NEW = f"{LIST}nouvelle"
NIGHT = f"{LIST}la-nuit"
WORDS = {
    "title": "La nuit",
    "why": "Pour que tu dormes mieux.",
    "opens_on": "2026-11-23",
    "closes_on": "2026-12-20",
}


def make(browser, **changes):
    return browser.send(browser.get(NEW), field="title", **(WORDS | changes))


def ask(browser, slug="la-nuit", **changes):
    words = {"kind": "one", "label": "Tu dors bien ?", "choices": "Oui\nNon"} | changes
    return browser.send(browser.get(f"{LIST}{slug}/questions/nouvelle"), field="label", **words)


def act(browser, name, slug="la-nuit"):
    return browser.send(browser.get(f"{LIST}{slug}"), f"{LIST}{slug}/{name}")


def kept(platform, slug="la-nuit"):
    with platform.database.reading() as session:
        return session.scalars(select(Consultation).where(Consultation.slug == slug)).one()


def give(platform, cast, status, slug="la-nuit"):
    """A consultation in this state, five questions."""
    with platform.database.transaction() as session:
        factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), slug, status)

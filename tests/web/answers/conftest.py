"""A closed consultation, a proposal that a plenary adopted about it, and the pages of who answers."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hcec import clock
from hcec.accounts.models import Staff
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup import services
from hcec.followup.services import ProposalPlan
from hcec.permissions import Role
from tests import factories

PROMISE = {
    "by_function": "La cheffe du service enfance",
    "will_do": "Chaque maison fait son livret.",
    "by_whom": "Les directions des maisons",
    "by_when": "2027-03-31",
}


def to_read(odile):
    """Return the address of the answer that waits for the observatory."""
    links = odile.get("/observatoire/propositions/").soup.select('a[href^="/observatoire/reponses/"]')
    return links[0]["href"]


@pytest.fixture
def adrien(browser_of):
    return browser_of(Role.ANSWERER)


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


@pytest.fixture
def closed(platform, cast):
    with platform.database.transaction() as session:
        on_call = session.get(Staff, cast.staff["cyril"].id)
        return factories.consultation(session, on_call, "la-nuit", ConsultationStatus.CLOSED).id


@pytest.fixture
def make(platform, cast, closed):
    """Return a function that drafts a proposal, adopted unless told otherwise, and returns its reference."""

    def draft(*, adopted=True, due_in=30, **plan):
        today, odile = clock.today(), cast.staff["odile"]
        words = {"what": "Une veilleuse dans chaque couloir.", "of_whom": "La cheffe du service enfance"} | plan
        with platform.database.transaction() as session:
            made = services.draft_proposal(
                session,
                row_id=uuid4(),
                consultation=session.get_one(Consultation, closed),
                actor=odile,
                plan=ProposalPlan(due_on=today + timedelta(days=due_in), **words),
            )
            if adopted:
                day = today - timedelta(days=60)
                services.adopt(session, proposal=made, actor=odile, version=1, adopted_on=day, today=today)
            return made.id.hex

    return draft


@pytest.fixture
def proposal(make):
    return make()


@pytest.fixture
def publish(adrien, odile):
    """Return a function that brings the answer to a proposal to young people, through the pages."""

    def bring(ref, **words):
        page = f"/repondre/proposition/{ref}/"
        adrien.send(adrien.get(page), page, button="send", **(PROMISE | words))
        address = to_read(odile)
        odile.send(odile.get(address), f"{address}valider")
        return adrien.send(adrien.get(page), f"{page}publier")

    return bring

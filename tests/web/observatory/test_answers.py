"""The département's answer, recorded by the observatory (F1)."""

import pytest
from sqlalchemy import select

from hcec.consultations.enums import ConsultationStatus
from hcec.followup.models import PublicAnswer
from hcec.permissions import Role
from tests.web.observatory.making import NIGHT, give


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def test_the_answer_has_its_parts_and_a_closed_consultation(odile, platform, cast):
    give(platform, cast, ConsultationStatus.CLOSED)
    page = odile.send(odile.get(f"{NIGHT}/reponse"), field="said", by_function="La maire", will_do="Ceci.")
    assert page.status == 400
    assert "Ceci." in page.text
    with platform.database.reading() as session:
        assert session.scalars(select(PublicAnswer)).all() == []


WORDS = {"by_function": "La maire", "said": "Dormir.", "will_do": "Une veilleuse.", "cannot_do": "Rien de plus."}


def test_an_answer_corrected_meanwhile_is_refused_with_the_difference_and_the_words_kept(odile, platform, cast):
    give(platform, cast, ConsultationStatus.CLOSED)
    first, second = odile.get(f"{NIGHT}/reponse"), odile.get(f"{NIGHT}/reponse")
    odile.send(first, field="said", **WORDS)
    refused = odile.send(second, field="said", **(WORDS | {"will_do": "Deux veilleuses."}))
    assert refused.status == 409
    assert "Une veilleuse." in refused.text
    assert "Deux veilleuses." in refused.text
    odile.send(refused, field="said")
    assert "Deux veilleuses." in odile.get(f"{NIGHT}/reponse").text


@pytest.mark.parametrize("status", [ConsultationStatus.DRAFT, ConsultationStatus.OPEN, ConsultationStatus.ARCHIVED])
def test_only_what_is_closed_is_answered(odile, platform, cast, status):
    give(platform, cast, status)
    refused = odile.send(odile.get(f"{NIGHT}/reponse"), field="said", **WORDS)
    assert refused.status == 409
    assert "Une veilleuse." in refused.text
    with platform.database.reading() as session:
        assert session.scalars(select(PublicAnswer)).all() == []

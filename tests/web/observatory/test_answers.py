"""The département's answer, recorded by the observatory (F1)."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup.answering import AnswerWords
from hcec.followup.models import PublicAnswer
from hcec.followup.services import write_answer
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


def test_what_who_answers_wrote_is_seen_and_a_correction_keeps_its_reason(odile, platform, cast):
    give(platform, cast, ConsultationStatus.CLOSED)
    with platform.database.transaction() as session:
        consultation = session.scalars(select(Consultation).where(Consultation.slug == "la-nuit")).one()
        words = AnswerWords(by_function="La maire", will_study="Une ronde.")
        acted = {"actor": cast.staff["adrien"], "version": 0, "today": clock.today()}
        write_answer(session, subject=consultation, words=words, sends=False, **acted)
    page = odile.get(f"{NIGHT}/reponse")
    assert "Une ronde." in page.text
    assert "en train de l’écrire" in page.text
    assert "Publiée le" not in odile.get(NIGHT).text
    odile.send(page, field="said", **WORDS)
    odile.send(odile.get(f"{NIGHT}/reponse"), field="said", will_do="Deux veilleuses.", reason="On s’était trompé.")
    with platform.database.reading() as session:
        answer = session.scalars(select(PublicAnswer)).one()
        assert (answer.will_study, answer.will_do) == ("Une ronde.", "Deux veilleuses.")
        assert [(each.reason, each.before) for each in answer.corrections] == [
            ("On s’était trompé.", {"will_do": "Une veilleuse."})
        ]
    public = odile.get("/resultats/la-nuit")
    assert "On s’était trompé." in public.text
    assert "Une veilleuse." in public.text

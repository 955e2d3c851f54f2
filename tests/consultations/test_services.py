"""Preparing a consultation: drafts, questions, copies, addresses (ATTACKS 12, 23)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from hcec.accounts.enums import AgeBand
from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.consultations import services
from hcec.consultations.enums import ConsultationStatus, QuestionKind, Unfit
from hcec.consultations.models import Consultation, Question
from hcec.consultations.services import Plan, Wording
from hcec.consultations.slug import LONGEST, RESERVED, free_slug, slug_of
from tests import factories

TODAY = date(2026, 11, 23)
PLAN = Plan(title="La nuit", why="Pour mieux dormir.", closes_on=TODAY + timedelta(days=20))
ONE = Wording(kind=QuestionKind.ONE, label="Tu dors bien ?", choices=("Oui", "Non"))


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def draft(session, odile):
    return services.create_consultation(session, row_id=uuid4(), actor=odile, plan=PLAN)


@pytest.fixture
def opened(session, cast):
    return factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), status=ConsultationStatus.OPEN)


def add(session, draft, odile, label="Tu dors bien ?", **changes):
    wording = Wording(**({"kind": ONE.kind, "label": label, "choices": ONE.choices} | changes))
    return services.add_question(session, row_id=uuid4(), consultation=draft, actor=odile, wording=wording)


def test_a_new_consultation_is_a_draft_at_the_address_of_its_title(draft):
    assert (draft.status, draft.slug, draft.version) == (ConsultationStatus.DRAFT, "la-nuit", 1)
    assert {band.age_band for band in draft.audience} == set(AgeBand)


def test_without_a_day_the_answer_is_promised_ninety_days_after_closing(draft):
    assert draft.answer_due_on == PLAN.closes_on + timedelta(days=90)


def test_the_same_form_sent_twice_makes_one_draft(session, odile):
    key = uuid4()
    first = services.create_consultation(session, row_id=key, actor=odile, plan=PLAN)
    assert services.create_consultation(session, row_id=key, actor=odile, plan=PLAN) is first


def test_two_consultations_of_one_title_have_two_addresses(session, odile, draft):
    other = services.create_consultation(session, row_id=uuid4(), actor=odile, plan=PLAN)
    assert other.slug == "la-nuit-2"


def test_a_change_keeps_the_address_and_takes_the_next_version(session, odile, draft):
    plan = Plan(title="Le jour", audience=frozenset({AgeBand.UNDER_11}))
    services.change_consultation(session, consultation=draft, actor=odile, version=1, plan=plan)
    session.expire_all()
    assert (draft.slug, draft.title, draft.version) == ("la-nuit", "Le jour", 2)
    assert [band.age_band for band in draft.audience] == [AgeBand.UNDER_11]


def test_a_version_that_changed_meanwhile_is_refused(session, odile, draft):
    services.change_consultation(session, consultation=draft, actor=odile, version=1, plan=PLAN)
    with pytest.raises(services.ChangedMeanwhile):
        services.change_consultation(session, consultation=draft, actor=odile, version=1, plan=PLAN)


def test_nothing_of_an_open_consultation_changes(session, odile, opened):
    version, first = opened.version, opened.questions[0]
    acts = [
        lambda: services.change_consultation(session, consultation=opened, actor=odile, version=version, plan=PLAN),
        lambda: add(session, opened, odile),
        lambda: services.change_question(session, question=first, actor=odile, version=version, wording=ONE),
        lambda: services.move_question(session, question=first, actor=odile, version=version, places=1),
        lambda: services.delete_question(session, question=first, actor=odile, version=version),
    ]
    for act in acts:
        with pytest.raises(services.ConsultationNotDraft):
            act()
        session.expire_all()


def test_questions_keep_the_order_in_which_they_are_written(session, odile, draft):
    for label in "abc":
        add(session, draft, odile, label)
    session.expire_all()
    assert [(question.position, question.label) for question in draft.questions] == [(1, "a"), (2, "b"), (3, "c")]


def test_a_question_moves_up_and_down_and_stays_at_the_ends(session, odile, draft):
    first, _, third = (add(session, draft, odile, label) for label in "abc")
    for question, places, order in ((third, -1, "acb"), (first, 1, "cab"), (third, -1, "cab")):
        services.move_question(session, question=question, actor=odile, version=draft.version, places=places)
        assert "".join(each.label for each in draft.questions) == order
        assert [each.position for each in draft.questions] == [1, 2, 3]


def test_when_a_question_goes_those_after_it_step_up(session, odile, draft):
    first, *_ = [add(session, draft, odile, label) for label in "abc"]
    services.delete_question(session, question=first, actor=odile, version=draft.version)
    session.expire_all()
    assert [(each.position, each.label) for each in draft.questions] == [(1, "b"), (2, "c")]


def test_a_question_is_written_anew_with_its_choices(session, odile, draft):
    question = add(session, draft, odile)
    wording = Wording(kind=QuestionKind.RANKING, label="Le mieux ?", choices=("Lire", "Rêver", "Parler"))
    services.change_question(session, question=question, actor=odile, version=draft.version, wording=wording)
    session.expire_all()
    assert [(each.position, each.label) for each in question.choices] == [(1, "Lire"), (2, "Rêver"), (3, "Parler")]


def test_a_faces_question_without_words_takes_the_usual_four(session, odile, draft):
    question = add(session, draft, odile, kind=QuestionKind.FACES, choices=())
    assert [each.label for each in question.choices] == ["Pas du tout", "Un peu", "Assez", "Beaucoup"]


def test_a_free_question_has_no_choice(session, odile, draft):
    assert add(session, draft, odile, kind=QuestionKind.TEXT).choices == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"label": ""}, Unfit.NO_LABEL),
        ({"choices": ("Seul",)}, Unfit.TOO_FEW_CHOICES),
        ({"choices": tuple(map(str, range(13)))}, Unfit.TOO_MANY_CHOICES),
        ({"choices": ("Oui", "oui")}, Unfit.REPEATED_CHOICE),
        ({"kind": QuestionKind.FACES, "choices": ("Bien", "Mal")}, Unfit.NOT_FOUR_FACES),
    ],
)
def test_an_unfit_question_is_refused_with_its_reason(session, odile, draft, changes, reason):
    with pytest.raises(services.UnfitQuestion) as refusal:
        add(session, draft, odile, **changes)
    assert refusal.value.reason == reason
    assert draft.version == 1


def test_the_same_question_sent_twice_is_asked_once(session, odile, draft):
    key = uuid4()
    for _ in range(2):
        services.add_question(session, row_id=key, consultation=draft, actor=odile, wording=ONE)
    assert len(session.scalars(select(Question)).all()) == 1


def test_a_copy_is_a_draft_with_the_same_questions_and_no_date(session, odile, opened):
    key = uuid4()
    copy = services.duplicate_consultation(session, row_id=key, consultation=opened, actor=odile)
    services.duplicate_consultation(session, row_id=key, consultation=opened, actor=odile)
    assert copy.status == ConsultationStatus.DRAFT
    assert (copy.opens_on, copy.closes_on, copy.answer_due_on) == (None, None, None)
    assert copy.slug != opened.slug
    assert [
        (each.position, each.kind, each.label, [choice.label for choice in each.choices]) for each in copy.questions
    ] == [
        (each.position, each.kind, each.label, [choice.label for choice in each.choices]) for each in opened.questions
    ]


def test_each_act_leaves_one_line_in_the_journal(session, odile, draft):
    add(session, draft, odile)
    services.change_consultation(session, consultation=draft, actor=odile, version=draft.version, plan=PLAN)
    lines = session.scalars(select(JournalEntry).order_by(JournalEntry.seq)).all()
    assert [line.action for line in lines] == ["consultation:create", "consultation:change", "consultation:change"]
    assert {line.subject for line in lines} == {f"consultation:{draft.id.hex}"}


@given(st.lists(st.text(max_size=120), max_size=12))
def test_odd_titles_give_plain_addresses_all_different(titles):
    taken = []
    for title in titles:
        slug = free_slug(title, taken)
        assert slug not in taken
        assert slug not in RESERVED
        assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert slug.strip("-") == slug != ""
        taken.append(slug)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Mes frères et sœurs", "mes-freres-et-soeurs"),
        ("  <script>alert(1)</script> ", "script-alert-1-script"),
        ("Où vas-tu ? {{7*7}}", "ou-vas-tu-7-7"),
        ("؟؟؟", "consultation"),
        ("../../etc", "etc"),
    ],
)
def test_a_title_in_plain_letters(title, slug):
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words():
    assert len(slug_of("mot " * 50)) <= LONGEST
    assert not slug_of("mot " * 50).endswith("-")


def test_a_consultation_of_a_reserved_name_gets_another_address(session, odile):
    made = services.create_consultation(session, row_id=uuid4(), actor=odile, plan=Plan(title="Nouvelle"))
    assert made.slug == "nouvelle-2"
    assert session.scalars(select(Consultation)).all() == [made]

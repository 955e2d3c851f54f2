"""The demonstration's words keep the promises of PRODUCT §4 and §5."""

import json
import re
import tomllib
from collections import Counter
from difflib import SequenceMatcher
from importlib.resources import files
from itertools import combinations, pairwise

import pytest

from hcec.labels import LABELS
from hcec.moderation.enums import RefusalReason

DATA = files("hcec.demo") / "data"
STAGES = {"draft", "open", "closed", "archived"}
TONES = {"ressenti", "besoin", "souhait", "critique", "merci", "idée", "question"}
OUTCOMES = {
    "approved": 90,
    "kept": 60,
    "waiting": 50,
    "proposed": 20,
    "refused": 12,
    "second_reader": 10,
    "withdrawn": 6,
    "alert": 2,
}
QUOTED = {"approved", "proposed", "second_reader"}
CHILD_WORDS = ("title", "why", "who_reads", "what_next")
NEVER_SAID = re.compile(r"anonym|témoign|contribution|\b(ASE|ODPE|CRIP|HCEC)\b", re.IGNORECASE)


def table(name):
    return tomllib.loads((DATA / name).read_text("utf-8"))


CONSULTATIONS = table("consultations.toml")["consultation"]
IDEA_BOX = table("consultations.toml")["idea_box"]
QUESTIONS = [question for consultation in CONSULTATIONS for question in consultation["question"]]
MESSAGES = [json.loads(line) for line in (DATA / "messages.jsonl").read_text("utf-8").splitlines()]
BY_SLUG = {consultation["slug"]: consultation for consultation in CONSULTATIONS}


def texts_shown_to_children():
    for part in [*CONSULTATIONS, IDEA_BOX]:
        yield from (part[name] for name in CHILD_WORDS)
        answer = part.get("answer", {})
        yield from [*answer.get("said", []), *answer.get("will", [])]
        yield from (text for refusal in answer.get("cannot", []) for text in refusal.values())
    for question in QUESTIONS:
        yield from [
            question["label"],
            question.get("hint", ""),
            *question.get("choices", []),
            *question.get("faces", []),
        ]
    synthesis = table("synthesis.toml")
    yield from [synthesis["title"], *synthesis["paragraphs"], *(ask["what"] for ask in synthesis["ask"])]
    for section in synthesis["section"]:
        yield from [section["title"], *(line.strip("- ").replace("**", "") for line in section["text"].splitlines())]
    proposals = table("proposals.toml")
    for part in [*proposals["proposal"], *(one["answer"] for one in proposals["proposal"]), proposals["asked"]["sent"]]:
        yield from (part[name] for name in ("what", "why", "will_do", "will_study", "cannot_do") if name in part)
    yield from (news["words"] for one in proposals["proposal"] for news in one.get("news", []))
    yield from (message["note"] for message in MESSAGES if message["outcome"] == "refused")


def words(sentence):
    return [word for word in sentence.split() if re.search(r"\w", word)]


def test_nine_consultations_stand_at_the_stages_a_council_knows():
    assert Counter(consultation["stage"] for consultation in CONSULTATIONS) == {
        "draft": 3,
        "open": 3,
        "closed": 2,
        "archived": 1,
    }
    assert len(BY_SLUG) == 9
    assert {part["slug"] for part in CONSULTATIONS if part["safety_topic"]} == {"la-nuit"}
    assert all(part["sheets"] >= 110 for part in CONSULTATIONS if part["stage"] == "closed")
    assert all("answer" in part for part in CONSULTATIONS if part["stage"] == "archived")


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=BY_SLUG)
def test_a_consultation_has_its_days_in_order_and_on_the_right_side_of_today(consultation):
    days = [consultation["opens_in"], consultation["closes_in"], consultation["answer_in"]]
    assert all(before < after for before, after in pairwise(days))
    stage = consultation["stage"]
    assert (days[0] <= 0) == (stage != "draft")
    assert (days[1] < 0) == (stage in {"closed", "archived"})
    assert set(consultation["audience"]) <= set(LABELS["age_band"])


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=BY_SLUG)
def test_a_consultation_has_4_to_7_questions_and_ends_open(consultation):
    questions = consultation["question"]
    assert 4 <= len(questions) <= 7
    assert questions[0]["kind"] != "text"
    assert not questions[0]["sensitive"]
    assert (questions[-1]["kind"], questions[-1]["label"]) == ("text", "Autre chose à dire ?")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["label"])
def test_a_question_offers_as_many_choices_as_it_weighs(question):
    kind, choices, weights = question["kind"], question.get("choices", []), question.get("weights", [])
    if kind == "text":
        assert not choices
        assert not weights
    elif kind == "faces":
        assert (len(question["faces"]), len(weights)) == (4, 5)
    else:
        assert kind in {"one", "several", "ranking"}
        assert len(choices) == len(set(choices)) == len(weights) >= 3
    assert all(weight > 0 for weight in weights)


def test_children_read_short_sentences_in_the_words_of_the_house():
    for text in texts_shown_to_children():
        assert not NEVER_SAID.search(text), text
        for sentence in re.split(r"[.?!:…]\s", text):
            assert len(words(sentence)) <= 12, sentence
    assert all(len(words(question["label"])) <= 12 for question in QUESTIONS)


def test_small_numbers_are_in_no_text_that_leaves():
    numbers = re.findall(r"\d+", " ".join(table("synthesis.toml")["paragraphs"]))
    assert all(int(number) >= 11 for number in numbers)


def test_there_are_250_messages_in_every_state():
    assert len({message["id"] for message in MESSAGES}) == len(MESSAGES) == 250
    found = Counter(message["outcome"] for message in MESSAGES)
    assert found.keys() == OUTCOMES.keys()
    assert all(abs(found[outcome] - count) <= 5 for outcome, count in OUTCOMES.items())


def test_no_message_is_written_twice():
    for one, other in combinations((message["text"].casefold() for message in MESSAGES), 2):
        likeness = SequenceMatcher(None, one, other)
        close = likeness.real_quick_ratio() >= 0.8 and likeness.quick_ratio() >= 0.8
        assert not (close and likeness.ratio() >= 0.8), (one, other)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["id"])
def test_a_message_answers_a_free_question_of_its_audience(message):
    if message["consultation"] == IDEA_BOX["slug"]:
        assert message["question"] is None
        assert message["age_band"] is None
        return
    consultation = BY_SLUG[message["consultation"]]
    assert consultation["stage"] != "draft"
    assert consultation["question"][message["question"]]["kind"] == "text"
    assert message["age_band"] in {None, *consultation["audience"]}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["id"])
def test_a_message_carries_known_codes_and_hides_what_it_says(message):
    assert message["text"].strip() == message["text"] != ""
    assert message["themes"]
    assert set(message["themes"]) <= set(LABELS["theme"])
    assert message["tone"] in TONES
    assert all(span["text"] in message["text"] and span["role"] for span in message["hide"])
    assert message["quote_ok"] or message["outcome"] not in QUOTED  # D6
    refused = message["outcome"] == "refused"
    assert (message["reason"] in set(RefusalReason)) if refused else message["reason"] is None  # M4
    assert message["note"] or not refused


def test_the_release_quotes_approved_messages_under_their_themes():
    by_id = {message["id"]: message for message in MESSAGES}
    synthesis = table("synthesis.toml")
    quoted = [(theme["code"], by_id[reference]) for theme in synthesis["theme"] for reference in theme["messages"]]
    assert len({message["id"] for _, message in quoted}) == len(quoted)
    for code, message in quoted:
        assert message["consultation"] == synthesis["consultation"]
        assert message["outcome"] == "approved"
        assert code in message["themes"]


def test_a_theme_that_is_quoted_was_spoken_of_by_enough_children():
    synthesis = table("synthesis.toml")
    spoken = Counter(
        theme
        for message in MESSAGES
        if message["consultation"] == synthesis["consultation"] and message["outcome"] in {"approved", "kept"}
        for theme in message["themes"]
    )
    assert all(spoken[theme["code"]] >= 11 for theme in synthesis["theme"])  # D1, in public


def test_every_role_has_someone_and_moderators_come_from_different_circles():
    places = table("places.toml")
    circle_of = {service["code"]: service["circle"] for service in places["service"]}
    staff = {person["key"]: person for person in places["staff"]}
    assert {person["role"] for person in staff.values()} == set(LABELS["role"]) - {"youth"}
    circles = [circle_of[person["service"]] for person in staff.values() if person["role"] == "moderator"]
    assert sorted(circles) == sorted(circle["code"] for circle in places["circle"])
    assert all(person["email"].endswith("@valdorne.example") for person in staff.values())
    assert set(places["appointments"].values()) <= staff.keys()


def test_circles_are_large_enough_to_hide_in():
    places = table("places.toml")
    for circle in places["circle"]:
        assert circle["children"] >= 20  # A5
        assert circle["children"] == sum(
            service["children"] for service in places["service"] if service["circle"] == circle["code"]
        )

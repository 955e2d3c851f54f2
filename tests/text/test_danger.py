"""Signs that somebody may be in danger, and those that only look so."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from hcec.text import lexicon
from hcec.text.danger import KINDS, Opened, score_danger
from hcec.text.reading import Reading
from tests.text.test_identifying import ANY_TEXT, work


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jen peu plus jveu mourir", "suicide_selfharm"),
        ("Demain vous n'aurez plus à vous soucier de moi.", "suicide_selfharm"),
        ("le soir il vient dans ma chambre et il dit que c'est notre secret", "sexual_violence"),
        ("mon beau pere me frape avec la ceinture", "physical_violence"),
        ("on dort dans la voiture depuis lundi et on a rien mangé", "neglect"),
        ("il garde mes papiers et il m'amène des clients à l'hotel", "prostitution_exploitation"),
        ("ce soir je me casse du foyer, mon sac est prêt", "runaway"),
        ("ils ont fait un groupe sur moi, ils m'insultent tous les jours", "bullying_cyber"),
        ("mon pote il fume du shit tous les jours et il deal", "drugs"),
        ("demain j'ai un couteau dans mon sac je vais le planter", "threat_to_others"),
        ("mon père veut me marier de force au bled cet été", "forced_marriage_trafficking"),
    ],
)
def test_danger_is_heard_whatever_the_spelling(text, kind):
    danger = score_danger(text)
    assert danger.is_alarm
    assert kind in danger.kinds
    assert danger.signals


@pytest.mark.parametrize(
    "text",
    [
        "J'étais mort de rire, il m'a tué au foot mdr",
        "La cantine est froide et le menu change jamais, on propose des pizzas.",
        "On voudrait un budget vêtements plus grand et des sorties le samedi.",
        "Merci à mon éduc, grâce à lui j'ai eu mon brevet.",
        "",
        "😀",
    ],
)
def test_a_figure_of_speech_or_a_complaint_is_no_alarm(text):
    assert not score_danger(text).is_alarm


def test_each_reason_is_a_stretch_of_the_text():
    text = "Salut. Mon oncle me frappe avec la ceinture."
    stretches = {text[span.start : span.end] for span in score_danger(text).signals}
    assert any("frappe" in stretch for stretch in stretches)


def test_every_line_of_the_lexicon_is_read():
    kinds = {sign.kind for sign in lexicon.lexicon()}
    assert kinds == {*KINDS, "any", "calm"}
    for sign in lexicon.lexicon():
        sign.search(" rien ")  # each pattern compiles


def test_no_sign_is_passed_over_for_speed():
    """Only the signs whose plain words a text has are tried: those that are left out would not have matched."""
    for line in (Path(__file__).parents[2] / "bench" / "texts" / "leaning.txt").read_text("utf-8").splitlines()[:400]:
        words = Opened(Reading(line.partition(": ")[2]))
        tried = {sign.pattern for sign in lexicon.raised_by(words.vocabulary)}
        assert tried >= {sign.pattern for sign in lexicon.lexicon() if sign.search(words.text)}, line


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text_gives_a_score_and_reasons_inside_it(text):
    danger = score_danger(text)
    assert 0 <= danger.score <= 1
    assert all(0 <= span.start < span.end <= len(text) for span in danger.signals)


@pytest.mark.parametrize("piece", ["il me frappe encore la nuit. ", "a ", "aaaa", "je vais ", "é\u0301", "sac "])
def test_ten_times_the_text_takes_some_ten_times_the_work(piece):
    score_danger("il me frappe")  # the lists are read once
    assert work(score_danger, piece, 100_000) < 40 * max(work(score_danger, piece, 10_000), 0.002)

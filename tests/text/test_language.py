"""Which texts the aids can read: those that they cannot are read first by somebody who can (S5)."""

import pytest
from hypothesis import given, settings

from hcec.text.danger import score_danger
from hcec.text.language import is_understood
from tests.text.test_identifying import ANY_TEXT

OTHERS = [
    "My brother hits me every night and they lock the door.",
    "Mi padre me pega todas las noches y no puedo salir de la casa.",
    "Eu moro com a minha tia e ela não me deixa sair de casa.",
    "Ich bin hier nicht gut, sie haben meine Papiere und ich habe Angst.",
    "Він б'є мене щовечора, я боюся йти додому.",
    "لا أريد أن أعيش بعد الآن.",
    "من می خواهم با برادرم زندگی کنم.",
    "আমি বাড়ি যেতে চাই না।",
]


@pytest.mark.parametrize("text", OTHERS)
def test_another_language_is_not_understood_and_sorts_first(text):
    assert not is_understood(text)
    assert score_danger(text).is_alarm


@pytest.mark.parametrize(
    "text",
    [
        "jveu voir mon frer pck sa fé 2 moi jlé pa vu mdr",
        "wsh les reufs le tel a 21h c abusé tkt on va voter",
        "jé di a la dame que jémé pa lé zépinar é el a ri",
        "franchement the best day, on a mangé des burgers et j'ai gagné au bowling",
        "Je suis venu de Guinée, je parle un peu français, je cherche apprentissage.",
        "",
        "😀😀",
        "ok merci",
        "12 34",
    ],
)
def test_french_as_children_write_it_is_understood(text):
    assert is_understood(text)


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text):
    assert is_understood(text) in (True, False)

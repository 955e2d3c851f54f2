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


@pytest.mark.parametrize(
    "text",
    [
        "Hello, thank you very much for the food, I love it here.",
        "thank you so much to my teacher, school is great",
        "salam labas hamdoullah choukran bzf",
        "Merhaba, teşekkür ederim, okul güzel",
    ],
)
def test_thanks_in_another_language_are_no_alarm(text):
    assert not score_danger(text).is_alarm


@pytest.mark.parametrize(
    "text",
    [
        "Hello, thank you for the food, I am not happy here.",
        "Hello my friend, please help, he is here every night with me.",
        "thank you so much to my teacher, he locked the door",
    ],
)
def test_one_word_beside_thanks_is_enough_to_read_it_first(text):
    assert score_danger(text).is_alarm


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text):
    assert is_understood(text) in (True, False)

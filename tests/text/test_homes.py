"""Homes, shops, places and numbers that no list knows, told by their shape or by what stands around."""

import pytest

from hcec.text.identifying import find_identifying


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_identifying(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je dors a la vergnolière depuis lundi", "vergnolière"),
        ("ma mamie est à la maison de retraite les glycines", "glycines"),
        ("le foyer il s'appelle l'envolée", "l'envolée"),
        ("il zone derrière le lidl des tuileries", "tuileries"),
        ("je fais du judo a lAlliance Sportive", "lAlliance Sportive"),
        ("mon stage est au haras du moulin brulé", "moulin brulé"),
        ("on rentre à pied du gymnase coubertin", "coubertin"),
        ("le bus pour bellenaves est plein", "bellenaves"),
        ("je dors dans un hotel a roissy", "roissy"),
        ("Ma chambre à la résidence c'est la 214", "214"),
        ("mon numéro de la cantine c'est 0047-REB", "0047-REB"),
        ("on a fêté ça le 21 otobre", "21 otobre"),
        ("le goûter chez jean-noel", "jean-noel"),
        ("wallah khadra la veilleuse est une mère", "khadra"),
    ],
)
def test_a_name_is_told_by_what_stands_around(text, name):
    assert any(name in stretch for stretch in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "au foyer le soir on mange tôt",
        "à la résidence les voisins crient",
        "je suis à la maison et je dors à la cave",
        "on ferme les volets, on va à la piscine",
        "je vais au lycée horticole",
        "mon numéro c'est long à dire",
        "j'attends mon dossier depuis 2021",
        "elle sent le pain, la boulangerie du coin",
    ],
)
def test_words_like_others_stay(text):
    assert found(text) == []

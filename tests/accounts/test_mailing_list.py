"""A mailing list is read as offices write it, and refused whole, by line, when it cannot be used."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.accounts.mailing_list import MOST, BadList, read_list

HEAD = "Prénom;Nom;Adresse;Complément;Code postal;Ville;Référent"
LINA = "Lina;Essai;12 rue des Tilleuls;Chez M. Dupré;61500;Saint-Aubin-les-Prés;Mme Roux"


def text_of(*lines, head=HEAD):
    return "\r\n".join((head, *lines)).encode()


def test_the_address_is_what_a_letter_shows_and_the_line_is_kept_whole():
    (lina,) = read_list(text_of(LINA, "", ";;;;;;"))
    assert lina.address == ("Lina Essai", "Chez M. Dupré", "12 rue des Tilleuls", "61500 Saint-Aubin-les-Prés")
    assert lina.line["referent"] == "Mme Roux"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_whatever_the_spreadsheet_writes_is_read(encoding, delimiter):
    lines = "\n".join((HEAD, LINA)).replace(";", delimiter).encode(encoding)
    assert read_list(lines)[0].address[3] == "61500 Saint-Aubin-les-Prés"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"PK\x03\x04\0\0", "pas un fichier CSV"),
        (text_of(LINA, head="a;b"), "il manque la colonne nom, adresse, code_postal, ville"),
        (text_of(LINA, head=f"{HEAD};Nom"), "même nom"),
        (text_of(), "personne"),
        (text_of(LINA, "Tom;Essai;1 rue;;61000"), "ligne 3 : 5 cellules au lieu de 7"),
        (text_of("Tom;;1 rue;;61000;Valcourt;"), "ligne 2 : il manque"),
        (text_of(f"Tom;{'x' * 121};1 rue;;61000;Valcourt;"), "ligne 2 : une cellule est trop longue"),
        (text_of("Tom;Es\u202esai;1 rue;;61000;Valcourt;"), "ligne 2"),
        (text_of('Tom;"Essai;1 rue;;61000;Valcourt;'), "guillemet"),
        (text_of(LINA, LINA), "deux fois"),
        (text_of(*(f"Tom;E{n};1 rue;;61000;Valcourt;" for n in range(MOST + 1))), "plus de"),
    ],
)
def test_a_bad_list_says_which_line_and_quotes_none_of_it(content, why):
    with pytest.raises(BadList) as refused:
        read_list(content)
    assert why in str(refused.value)
    assert "Lina" not in str(refused.value)
    assert "Tom" not in str(refused.value)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_a_list_is_read_or_refused(content):
    with suppress(BadList):
        assert read_list(content)

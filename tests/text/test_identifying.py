"""What would tell who somebody is, found in words as children write them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcec.text.identifying import find_identifying
from hcec.text.spans import Label, Registry

PIECES = st.sampled_from(
    [
        "mon éduc ",
        "Karim",
        "je m'appelle ",
        "foyer Les Tilleuls ",
        "06 39 98 ",
        "@",
        ".",
        " point ",
        "zéro six ",
        "à ",
        "L. D. ",
        "\u0301",
        "\u200b",
        "\ud800",
        "\0",
        "😀",
        "é",
        "İ",
        "ﬁ",
        "ß",
        "æ",
        "Œ",
        "\n",
        "mme ",
        "12 mars ",
        "rue ",
        "-",
    ]
)
ANY_TEXT = st.one_of(
    st.text(), st.text(st.characters(exclude_categories=())), st.lists(PIECES, max_size=30).map("".join)
)


def found(text, **known):
    return {(text[span.start : span.end], span.kind) for span in find_identifying(text, registry=Registry(**known))}


@pytest.mark.parametrize(
    ("text", "stretch", "label"),
    [
        ("mon éduc kylian il est cool", "kylian", Label.PERSON),
        ("Mme Vauquelin a dit oui", "Vauquelin", Label.PERSON),
        ("jvais voir mme k. demain", "k", Label.PERSON),
        ("moi c nawel jai 13 ans", "nawel", Label.PERSON),
        ("dans ma chambre ya zouzou", "zouzou", Label.PERSON),
        ("Rose elle veut pas venir", "Rose", Label.PERSON),
        ("j'habite à Montluçon", "Montluçon", Label.PLACE),
        ("rdv au 12 rue des Saules", "12 rue des Saules", Label.PLACE),
        ("je suis au foyer Les Églantines", "Les Églantines", Label.ORG),
        ("mon num 06.39.98.11.22 stp", "06.39.98.11.22", Label.PHONE),
        ("cest zéro six trente neuf dix huit dix vingt", "zéro six trente neuf dix huit dix vingt",
         Label.PHONE),
        ("0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣2️⃣0️⃣7️⃣7️⃣", "0️⃣6️⃣3️⃣9️⃣9️⃣8️⃣2️⃣0️⃣7️⃣7️⃣", Label.PHONE),
        ("ecris a leo.m arobase courriel point example", "leo.m arobase courriel point example", Label.EMAIL),
        ("mon snap cest naw_el.03", "naw_el.03", Label.HANDLE),
        ("né le 12 mars 2011", "12 mars 2011", Label.DATE),
        ("dossier ASE-2024-118", "ASE-2024-118", Label.ID),
        ("on est les triplés du foyer", "triplés", Label.OTHER_ID),
    ],
)  # fmt: skip
def test_what_identifies_is_found_as_children_write_it(text, stretch, label):
    assert (stretch, str(label)) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "on a cueilli une rose et vu la marine nationale en juin",
        "il a jeté une pierre dans la mer, quelle chance",
        "j'ai appelé le 119 et le 3018, ils répondent",
        "mon chat s'appelle Biscotte",
        "je viens de Guinée et j'aime la France",
        "le 14 juillet on a vu le feu d'artifice",
        "Le repas est à 19h, le menu change le 1er mai.",
    ],
)
def test_words_that_are_also_names_stay(text):
    assert found(text) == set()


def test_a_name_found_once_is_found_everywhere():
    text = "mon pote Wassil est là. WASSIL rit et wassil dort"
    assert len(find_identifying(text)) == 3


def test_the_platform_s_own_names_are_found_without_any_cue():
    text = "le bidule du chemin vert est fermé, zorbella est partie"
    assert found(text, services=("Chemin Vert",), staff=("Zorbella Quist",)) == {
        ("chemin vert", "ORG"), ("zorbella", "PERSON"),
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_any_text_gives_spans_inside_it_in_order_without_overlap(text):
    last = 0
    for span in find_identifying(text):
        assert last <= span.start < span.end <= len(text)
        assert span.kind in set(Label)
        last = span.end


@pytest.mark.parametrize(
    "piece",
    ["mon éduc Karim habite à Lens, 06 39 98 14 58. ", "a", "é\u0301", "@a.", "zero ", "1 ", "A. ", "le ", "j'",
     "point ",
     "a-", "rue de ", "12/", "_", "a@", "0", "mot de passe insta: c'est ", "\n"],
)  # fmt: skip
def test_ten_times_the_text_takes_some_ten_times_the_work(piece):
    """Never a hundred times: no pattern goes back over what it read. Seconds are measured in bench/."""
    find_identifying("Karim")  # the lists are read once
    assert work(find_identifying, piece, 100_000) < 40 * max(work(find_identifying, piece, 10_000), 0.002)


def work(find, piece, size):
    """The least CPU time, in seconds, over three readings of a text of `size` bytes."""
    text = (piece * size)[: size * len(piece) // len(piece.encode())]
    times = []
    for _ in range(3):
        start = time.process_time()
        find(text)
        times.append(time.process_time() - start)
    return min(times)


def test_the_communes_around_are_known_without_any_cue():
    text = "demain agonges sera sous la neige"
    assert found(text) == set()
    assert found(text, department="03") == {("agonges", "PLACE")}
    assert found(text, department="63") == {("agonges", "PLACE")}, "a neighbour"
    assert found(text, department="29") == set()
    assert found(text, department="no such code") == set()


def test_a_pet_and_a_place_of_holidays_keep_their_names():
    assert found("mon chien il s'appelle Kevin et il court") == set()
    assert found("on est partis à la mer à Biarritz une semaine") == set()

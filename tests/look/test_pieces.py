"""The shared pieces: what is said to the eye is said to a screen reader, and nothing a person wrote becomes markup."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<script>alert(1)</script>{{7*7}}\" onfocus=x '"


class Sheet(Form):
    code = StringField("Le code", [Length(min=5, message="Le code a 12 signes.")], description="12 signes.")
    body = TextAreaField("Ton message", [InputRequired("Écris quelques mots.")])
    age = RadioField("Ton âge", choices=[SelectChoice("a", "moins de 11 ans"), SelectChoice("b", HOSTILE)])
    place = SelectField("Où tu vis", choices=[SelectChoice("a", "famille d’accueil")])
    agreed = BooleanField("Tu es d’accord ?")


@pytest.fixture
def piece():
    """Return a function that renders one macro and parses it."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)
    return lambda file, name, *args, **kwargs: BeautifulSoup(
        str(getattr(environment.get_template(f"components/{file}.html").module, name)(*args, **kwargs)), "html.parser"
    )


@pytest.fixture
def refused():
    form = Sheet(MultiDict({"code": "ab", "place": "a", "age": "a"}))
    form.validate()
    return form


def test_a_field_is_tied_to_its_label_hint_and_error(piece, refused):
    field = piece("field", "field", refused.code)
    control = field.find("input")
    assert field.find("label")["for"] == control["id"]
    assert control["aria-invalid"] == "true"
    for described in control["aria-describedby"].split():
        assert field.find(id=described).get_text(strip=True)
    assert field.find(role="alert").get_text(strip=True) == "Le code a 12 signes."


@pytest.mark.parametrize("name", ["code", "body", "age", "place", "agreed"])
def test_every_kind_of_field_has_a_label_and_keeps_words_as_words(piece, refused, name):
    field = piece("field", "field", refused[name], hint=HOSTILE)
    assert field.find("script") is None
    for control in field.find_all(["input", "textarea", "select"]):
        assert control.find_parent("label") or field.find("label", {"for": control["id"]})


def test_the_summary_of_errors_leads_to_each_field(piece, refused):
    summary = piece("field", "errors_summary", refused)
    assert {link["href"] for link in summary.find_all("a")} == {"#code", "#body"}
    assert summary.find(id="errors")["tabindex"] == "-1"


def test_a_form_without_error_has_no_summary(piece):
    assert piece("field", "errors_summary", Sheet()).get_text(strip=True) == ""


def test_a_face_never_stands_without_its_word(piece):
    choices = [
        (str(n), word) for n, word in enumerate(("Pas du tout", "Un peu", "Assez", "Beaucoup", "Je ne sais pas"))
    ]
    scale = piece("faces", "faces", "Ça va ?", choices, "2")
    rows = scale.find_all("label")
    assert [row.get_text(strip=True) for row in rows] == [word for _, word in choices]
    assert all(row.svg["aria-hidden"] == "true" for row in rows)
    assert [row.input["value"] for row in rows if row.input.has_attr("checked")] == ["2"]


def test_a_ranking_names_each_place_after_its_choice(piece):
    ranking = piece("choices", "ranking", "Range", [("temps", "Le temps"), ("lieu", "Le lieu")], {"lieu": 1})
    assert [select["name"] for select in ranking.find_all("select")] == ["rank_temps", "rank_lieu"]
    assert [option["value"] for option in ranking.find_all("option", selected=True)] == ["1"]


def test_bars_give_the_same_numbers_as_a_table_and_draw_nothing_for_a_hidden_cell(piece):
    chart = piece("bars", "bars", "q1", "Ça va ?", [("Oui", "34", 0.5), ("Non", None, None)])
    assert chart.find(style=True) is None
    drawn = [svg["width"] for svg in chart.select(".track svg")]
    assert drawn == ["50.0%"]
    cells = [cell.get_text(" ", strip=True) for cell in chart.select("td")]
    assert cells[0] == "34"
    assert cells[1].startswith("·")
    assert not re.search(r"\d", cells[1])


def test_what_a_person_wrote_stays_words(piece):
    for file, name, args in (
        ("message", "message", (HOSTILE, HOSTILE, HOSTILE)),
        ("card", "card", (HOSTILE, HOSTILE, "/x", HOSTILE, HOSTILE)),
        ("desk", "desk", (HOSTILE, HOSTILE, [HOSTILE])),
        ("bars", "bars", ("q", HOSTILE, [(HOSTILE, HOSTILE, 1.0)])),
        ("flash", "flash", (HOSTILE,)),
    ):
        made = piece(file, name, *args)
        assert made.find("script") is None
        assert not [tag for tag in made.find_all(True) if any(key.startswith("on") for key in tag.attrs)]
        assert "{{7*7}}" in made.get_text() + str(made)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("button", ("Retirer",)),
        ("link_button", ("Retirer", "/x")),
        ("post_button", ("Retirer", "/x", "token")),
    ],
)
def test_buttons_that_say_the_same_are_told_apart_by_what_they_act_on(piece, name, arguments):
    about = piece("button", name, *arguments, about=HOSTILE).find(["button", "a"])
    assert about["aria-label"] == f"Retirer : {HOSTILE}"  # it begins with what the eye reads
    assert set(about.attrs) <= {"class", "type", "href", "aria-label"}
    assert not piece("button", name, *arguments).find(attrs={"aria-label": True})

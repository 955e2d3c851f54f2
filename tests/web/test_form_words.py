"""What the forms' library says by itself is never shown: our words are."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from hcec.web.forms import Form

pytestmark = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)  # no database is asked


class Everything(Form):
    day = DateField()
    number = IntegerField()
    one = RadioField(choices=["a"])
    several = SelectMultipleField(choices=["a"])
    short = StringField(validators=[Length(max=2)])
    wanted = StringField(validators=[InputRequired()])
    unforeseen = IntegerField(validators=[NumberRange(min=3)])


def test_nothing_of_the_library_is_said_in_its_own_words(app):
    wrong = MultiDict({"day": "x", "number": "x", "one": "b", "several": "b", "short": "xxx", "unforeseen": "1"})
    with app.test_request_context("/", method="POST"):
        form = Everything(formdata=wrong, meta={"csrf": False})
        assert not form.validate()
        said = {name: str(errors[0]) for name, errors in form.errors.items()}
    assert said == {
        "day": "Cette date ne se lit pas. Il faut le jour, le mois et l’année.",
        "number": "Il faut un nombre entier.",
        "one": "Ce choix n’est pas dans la liste.",
        "several": "Ce choix n’est pas dans la liste.",
        "short": "C’est trop long.",
        "wanted": "Il manque une réponse ici.",
        "unforeseen": "Il y a une erreur ici.",
    }

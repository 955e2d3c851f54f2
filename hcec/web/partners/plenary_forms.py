"""Forms of the observatory's plenaries."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from hcec.partners.agenda import NotOurs, checked
from hcec.partners.enums import Presence
from hcec.partners.models import Institution
from hcec.partners.services.plenaries import DecisionPlan, PlenaryPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import day, line, lines
from hcec.web.staff_forms import TOO_LONG, VersionForm, paragraphs

LONGEST_MINUTES = 40_000
PRESENCE = "presence_"


class PlenaryForm(Form):
    """When, where, what about."""

    held_on = day(_l("Jour"), missing=_l("Donnez un jour."))
    place = line(_l("Lieu"), _l("Dites où."))
    agenda = lines(
        _l("Ordre du jour"),
        _l("Écrivez au moins un point."),
        _l("Un point par ligne. Pour renvoyer à une page d’ici, ajoutez « | » puis son adresse."),
    )
    host = ""
    is_page: Callable[[str], bool]

    def validate_agenda(self, field: TextAreaField) -> None:
        """Refuse an address that leads to no page of ours."""
        try:
            field.data = checked(field.data, host=self.host, is_page=self.is_page)
        except NotOurs as refusal:
            raise ValidationError(
                _l("Cette adresse ne mène à aucune page d’ici : %(link)s", link=str(refusal))
            ) from None

    def plan(self) -> PlenaryPlan:
        """Return what was typed."""
        return PlenaryPlan(held_on=self.held_on.data, place=self.place.data, agenda=self.agenda.data)


class NewPlenaryForm(PlenaryForm, OnceForm):
    """A plenary that is not there yet."""


class ChangePlenaryForm(PlenaryForm, VersionForm):
    """A plenary, seen at a version."""


class MinutesForm(VersionForm):
    """What was said, and which institutions came."""

    minutes = TextAreaField(
        _l("Ce qui s’est dit"),
        filters=[paragraphs],
        validators=[DataRequired(_l("Écrivez le compte rendu.")), Length(max=LONGEST_MINUTES, message=TOO_LONG)],
        description=_l("Une ligne vide change de paragraphe. « ## » fait un titre, « - » une liste, « ** » du gras."),
    )

    def presences(self) -> dict[UUID, Presence]:
        """Return what was said of each institution; of those of which nothing was, nothing."""
        said = {each.name.removeprefix(PRESENCE): each.data for each in self if each.name.startswith(PRESENCE)}
        return {UUID(hex=name): Presence(code) for name, code in said.items() if code}


def minutes_form(institutions: Iterable[Institution], **kwargs: Any) -> MinutesForm:
    """Return the form of minutes with a choice for each institution."""
    choices = [("", _l("rien de noté")), *offered("plenary_presence")]
    fields = {f"{PRESENCE}{each.id.hex}": SelectField(each.name) for each in institutions}
    made: MinutesForm = type("WholeMinutesForm", (MinutesForm,), fields)(**kwargs)
    for name in fields:
        made[name].choices = choices
    return made


class DecisionForm(Form):
    """What was decided, and what came of it."""

    words = lines(_l("Décision"), _l("Écrivez la décision."))
    who = line(_l("Qui le fait"), None, _l("Une fonction, jamais un nom."))
    due_on = day(_l("Pour quand"))
    done_on = day(_l("Faite le"), _l("Vide tant qu’elle n’est pas faite."))
    told = lines(_l("Ce qui en est"))

    def plan(self) -> DecisionPlan:
        """Return what was typed."""
        names = ("words", "who", "due_on", "done_on", "told")
        return DecisionPlan(**{name: self[name].data for name in names})


class NewDecisionForm(DecisionForm, OnceForm):
    """A decision that is not there yet."""


class ChangeDecisionForm(DecisionForm, VersionForm):
    """A decision, seen at a version."""

"""Forms of institutions."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired

from hcec.partners.enums import InstitutionKind
from hcec.partners.services.registering import InstitutionPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import day, line
from hcec.web.staff_forms import VersionForm


class InstitutionForm(Form):
    """What an institution is."""

    name = line(_l("Nom"), _l("Donnez un nom."), _l("« Tribunal judiciaire de Valcourt », par exemple."))
    kind = SelectField(_l("Nature"))
    charter_signed_on = day(_l("Charte d’immersion signée le"), _l("Vide tant qu’elle n’est pas signée."))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = offered("institution_kind")

    def plan(self) -> InstitutionPlan:
        """Return what was typed."""
        return InstitutionPlan(
            name=self.name.data,
            kind=InstitutionKind(self.kind.data),
            charter_signed_on=self.charter_signed_on.data,
        )


class NewInstitutionForm(InstitutionForm, OnceForm):
    """An institution that is not there yet."""


class ChangeInstitutionForm(InstitutionForm, VersionForm):
    """An institution, seen at a version."""


class AccountForm(Form):
    """Which account acts for an institution."""

    account = SelectField(_l("Compte"), validators=[DataRequired(_l("Choisissez un compte."))])

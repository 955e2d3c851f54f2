"""Forms of institutions."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired

from hcec.accounts.models import Staff
from hcec.partners.enums import InstitutionKind
from hcec.partners.services.mandating import MandatePlan
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


class MandateForm(Form):
    """Which function sits for an institution, and until when."""

    function = line(_l("Fonction"), _l("Donnez une fonction."), _l("« Juge des enfants ». Jamais un nom."))
    is_deputy = BooleanField(_l("C’est une suppléance"))
    account = SelectField(
        _l("Compte de qui l’exerce"),
        description=_l("Un compte rattaché à cette institution, ou personne. Aucun autre nom n’est gardé."),
    )
    from_on = day(_l("À partir du"), missing=_l("Donnez un jour."))
    to_on = day(_l("Jusqu’au"), _l("Vide tant que le mandat court."))

    def offer(self, accounts: Iterable[Staff], *, holder: UUID | None = None) -> None:
        """Offer these accounts, or nobody; who holds it now comes first chosen."""
        named = [(each.id.hex, each.name) for each in accounts if each.left_on is None or each.id == holder]
        self.account.choices = [("", _("personne n’est nommé")), *named]
        if holder and not self.is_submitted():
            self.account.data = holder.hex

    def plan(self) -> MandatePlan:
        """Return what was typed."""
        return MandatePlan(
            function=self.function.data,
            is_deputy=self.is_deputy.data,
            staff_id=UUID(hex=self.account.data) if self.account.data else None,
            from_on=self.from_on.data,
            to_on=self.to_on.data,
        )


class NewMandateForm(MandateForm, OnceForm):
    """A mandate that is not there yet."""


class ChangeMandateForm(MandateForm, VersionForm):
    """A mandate, seen at a version."""

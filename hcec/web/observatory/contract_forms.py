"""Forms of the contract with the State, and of charters and protocols."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from hcec.scheme.enums import CommitmentKind, CommitmentState, FundingSource
from hcec.scheme.models import SchemeAction
from hcec.scheme.services.agreeing import AgreedPlan, Years
from hcec.scheme.services.committing import CommitmentPlan
from hcec.scheme.services.contracts import ContractPlan, EvaluationWords
from hcec.scheme.services.funding import FundingPlan
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.forms import VersionForm
from hcec.web.observatory.scheme_forms import AmountField, day, line, lines, year
from hcec.web.observatory.scheme_pages import named, offered

EMPTY_IS_ZERO = _l("En euros. Vide : rien encore.")


class ContractForm(Form):
    """What a contract is called, and its years."""

    title = line(_l("Titre"), _l("Donnez un titre."), _l("« Contrat prévention et protection de l’enfance »."))
    from_year = year(_l("Première année"))
    to_year = year(_l("Dernière année"))

    def plan(self) -> ContractPlan:
        """Return what was typed."""
        return ContractPlan(self.title.data, self.from_year.data, self.to_year.data)


class NewContractForm(ContractForm, OnceForm):
    """A contract that is not there yet."""


class ChangeContractForm(ContractForm, VersionForm):
    """A contract, seen at a version."""


class SignatureForm(Form):
    """By which function a party signs, and when it did."""

    function = line(_l("Fonction qui signe"), None, _l("Jamais un nom : « la préfète », « le directeur général »."))
    signed_on = day(_l("Signé le"), _l("Vide : pas encore signé."))


class DeadlineForm(OnceForm):
    """What is due, and until when."""

    what = line(
        _l("Ce qui est dû"), _l("Dites ce qui est dû."), _l("Par exemple : bilan de l’année, avenant financier.")
    )
    due_on = day(_l("Pour le"), missing=_l("Donnez le jour."))


class FundingForm(Form):
    """What one source gives to an action one year."""

    action_id = SelectField(_l("Action"), coerce=lambda value: UUID(str(value)))
    year = SelectField(_l("Année"), coerce=int)
    source = RadioField(_l("Source"), validators=[InputRequired(_l("Choisissez la source."))])
    planned = AmountField(_l("Prévu"), least=0, description=EMPTY_IS_ZERO)
    committed = AmountField(_l("Engagé"), least=0, description=EMPTY_IS_ZERO)
    paid = AmountField(_l("Payé"), least=0, description=EMPTY_IS_ZERO)

    def __init__(self, *args: Any, actions: Iterable[SchemeAction], years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action_id.choices = [(each.id, named(each)) for each in actions]
        self.year.choices = [(each, str(each)) for each in years]
        self.source.choices = offered("funding_source")

    def plan(self) -> FundingPlan:
        """Return what was typed."""
        sums = {name: self[name].data or 0 for name in ("planned", "committed", "paid")}
        source = FundingSource(self.source.data)
        return FundingPlan(action_id=self.action_id.data, year=self.year.data, source=source, **sums)


class NewFundingForm(FundingForm, OnceForm):
    """A line of money that is not there yet."""


class ChangeFundingForm(FundingForm, VersionForm):
    """A line of money, seen at a version."""


class AgreedForm(Form):
    """What the parties of a contract measure."""

    name = line(_l("Ce qu’on mesure"), _l("Dites ce qu’on mesure."), _l("Par exemple : mesures exercées à temps."))
    unit = line(_l("Unité"), None, _l("« jeunes », « % », « jours »…"))
    baseline = AmountField(_l("Point de départ"))

    def plan(self) -> AgreedPlan:
        """Return what was typed, the years apart."""
        return AgreedPlan(self.name.data, self.unit.data, self.baseline.data)

    def years(self) -> Years:
        """Return what was typed for each year."""
        return Years(self._typed("target_"), self._typed("value_"))

    def _typed(self, prefix: str) -> dict[int, int]:
        found = {each.name.removeprefix(prefix): each.data for each in self if each.name.startswith(prefix)}
        return {int(year): amount for year, amount in found.items() if amount is not None}


class NewAgreedForm(AgreedForm, OnceForm):
    """An indicator of a contract that is not there yet."""


class ChangeAgreedForm(AgreedForm, VersionForm):
    """An indicator of a contract, seen at a version."""


def with_two_a_year(form: type[AgreedForm], years: Iterable[int]) -> type[AgreedForm]:
    """Return the form with a target and a value for each of these years."""
    fields: dict[str, Any] = {}
    for each in years:
        fields[f"target_{each}"] = AmountField(_l("Cible pour %(year)s", year=each))
        fields[f"value_{each}"] = AmountField(_l("Valeur en %(year)s", year=each))
    return type(form.__name__, (form,), fields)


class CriterionForm(Form):
    """Whether a criterion is met, and what shows it."""

    is_met = BooleanField(_l("Ce critère est rempli."))
    evidence = lines(_l("Ce qui le montre"), None, _l("Un document, un chiffre, une date. Aucun nom."))


class EvaluationForm(VersionForm):
    """What the yearly sheet says beside its figures."""

    achieved = lines(_l("Ce qui a été fait"))
    difficulties = lines(_l("Difficultés"))
    next_steps = lines(_l("Suites prévues"))

    def words(self) -> EvaluationWords:
        """Return what was typed."""
        return EvaluationWords(self.achieved.data, self.difficulties.data, self.next_steps.data)


class CommitmentForm(Form):
    """A charter or a protocol."""

    kind = RadioField(_l("Ce que c’est"), default=CommitmentKind.CHARTER, validators=[InputRequired()])
    title = line(_l("Titre"), _l("Donnez un titre."), _l("Par exemple : actes usuels de l’autorité parentale."))
    about = lines(_l("Ce qu’il ou elle règle"))
    parties = lines(_l("Institutions parties"), None, _l("Une institution par ligne."))
    state = RadioField(_l("Où on en est"), default=CommitmentState.DRAFT, validators=[InputRequired()])
    signed_on = day(_l("Signé le"))
    review_due_on = day(_l("À revoir avant le"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices, self.state.choices = offered("commitment_kind"), offered("commitment_state")

    def plan(self) -> CommitmentPlan:
        """Return what was typed."""
        said = {name: self[name].data for name in ("title", "about", "parties", "signed_on", "review_due_on")}
        return CommitmentPlan(kind=CommitmentKind(self.kind.data), state=CommitmentState(self.state.data), **said)


class NewCommitmentForm(CommitmentForm, OnceForm):
    """A charter or a protocol that is not followed yet."""


class ChangeCommitmentForm(CommitmentForm, VersionForm):
    """A charter or a protocol, seen at a version."""

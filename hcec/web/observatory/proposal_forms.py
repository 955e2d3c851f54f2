"""Forms of propositions and avis."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from hcec.accounts.models import Staff
from hcec.followup.enums import ProposalKind
from hcec.followup.services import ProposalPlan
from hcec.i18n import translate
from hcec.labels import options
from hcec.web.forms import OnceForm
from hcec.web.observatory.forms import DAYS, PARAGRAPH, TITLE, TOO_LONG, VersionForm, one_line, paragraphs

MISSING_DAY = _l("Donnez le jour de la plénière.")


class ProposalForm(VersionForm):
    """What is decided about a proposal. A draft may be incomplete."""

    kind = RadioField(_l("C’est"), default=ProposalKind.PROPOSAL)
    what = TextAreaField(
        _l("Ce qui est demandé"),
        filters=[paragraphs],
        validators=[DataRequired(_l("Écrivez ce qui est demandé.")), Length(max=PARAGRAPH, message=TOO_LONG)],
        description=_l("Une seule chose, en une ou deux phrases que des enfants comprennent : elle sera publique."),
    )
    why = TextAreaField(
        _l("Pourquoi"), filters=[paragraphs], validators=[Length(max=PARAGRAPH, message=TOO_LONG)],
        description=_l("Ce que disent les jeunes, tel que la synthèse publiée le dit."),
    )  # fmt: skip
    of_whom = StringField(
        _l("À qui : une fonction"),
        filters=[one_line],
        validators=[Length(max=TITLE, message=TOO_LONG)],
        description=_l("« La vice-présidente chargée de l’enfance », par exemple."),
    )
    answerer = SelectField(
        _l("Qui répond ici"),
        coerce=lambda value: UUID(str(value)) if value else None,
        description=_l("Le compte qui écrit la réponse et reçoit les rappels."),
    )
    due_on = DateField(_l("Réponse attendue le"), format=DAYS, validators=[Optional()])
    engagements = SelectMultipleField(_l("Engagements nationaux servis"))
    scheme_action = StringField(
        _l("Action du schéma départemental"),
        filters=[one_line],
        validators=[Length(max=TITLE, message=TOO_LONG)],
        description=_l("Le numéro ou le titre de la fiche action, s’il y en a une."),
    )

    def __init__(self, *args: Any, answerers: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(code, translate(words)) for code, words in options("proposal_kind")]
        self.engagements.choices = [(code, translate(words)) for code, words in options("engagement")]
        self.answerer.choices = [("", _("Toute personne qui répond ici")), *((one.id, one.name) for one in answerers)]

    def plan(self) -> ProposalPlan:
        """Return what was typed."""
        return ProposalPlan(
            kind=ProposalKind(self.kind.data),
            what=self.what.data,
            why=self.why.data,
            of_whom=self.of_whom.data,
            answerer_id=self.answerer.data,
            engagements=tuple(self.engagements.data or ()),
            scheme_action=self.scheme_action.data,
            due_on=self.due_on.data,
        )


class NewProposalForm(ProposalForm, OnceForm):
    """A proposal that does not exist yet."""


class AdoptForm(VersionForm):
    """The plenary that adopted it."""

    adopted_on = DateField(_l("Jour de la plénière"), format=DAYS, validators=[DataRequired(MISSING_DAY)])


class RemarkForm(VersionForm):
    """What the observatory asks to say better."""

    remark = TextAreaField(
        _l("Ce qui serait plus clair"),
        filters=[paragraphs],
        validators=[DataRequired(_l("Dites ce qui est à reprendre.")), Length(max=PARAGRAPH, message=TOO_LONG)],
    )

"""Forms of evaluations."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FollowUpState
from hcec.shelf.services.evaluating import ActionPlan, EvaluationPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import day, line, lines
from hcec.web.staff_forms import VersionForm

SAY_A_DAY = _l("Donnez un jour.")


class EvaluationForm(Form):
    """What was evaluated, by whom, when, and what was said."""

    establishment = line(
        _l("Établissement ou service"),
        _l("Dites quel établissement ou quel service."),
        _l("Toujours le même nom : c’est par lui qu’une évaluation suit l’autre."),
    )
    kind = SelectField(_l("Type"), default=EstablishmentKind.CHILDRENS_HOME, validators=[InputRequired()])
    nature = RadioField(_l("Évaluation"), default=EvaluationNature.EXTERNAL, validators=[InputRequired()])
    evaluator = line(_l("Organisme qui a évalué"), description=_l("Une institution, jamais le nom d’une personne."))
    from_on = day(_l("Période évaluée : du"))
    to_on = day(_l("Au"))
    received_on = day(_l("Reçue par l’observatoire le"), missing=SAY_A_DAY)
    next_due_on = day(
        _l("Prochaine attendue le"), _l("Tous les cinq ans pour une évaluation externe, sauf autre calendrier.")
    )
    conclusions = lines(_l("Conclusions"), description=_l("Jamais ce qui ferait reconnaître un enfant ou un salarié."))
    strengths = lines(_l("Points forts"))
    to_improve = lines(_l("À améliorer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices, self.nature.choices = offered("establishment_kind"), offered("evaluation_nature")

    def plan(self) -> EvaluationPlan:
        """Return what was typed."""
        return EvaluationPlan(
            establishment=self.establishment.data,
            kind=EstablishmentKind(self.kind.data),
            nature=EvaluationNature(self.nature.data),
            evaluator=self.evaluator.data,
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            received_on=self.received_on.data,
            next_due_on=self.next_due_on.data,
            conclusions=self.conclusions.data,
            strengths=self.strengths.data,
            to_improve=self.to_improve.data,
        )


class NewEvaluationForm(EvaluationForm, OnceForm):
    """An evaluation that is not noted yet."""


class ChangeEvaluationForm(EvaluationForm, VersionForm):
    """An evaluation, seen at a version."""


class ActionForm(Form):
    """What is to be done, until when, and where it stands."""

    what = line(_l("Action"), _l("Dites ce qui est à faire."), _l("« Refaire le projet de service », par exemple."))
    due_on = day(_l("Échéance"), missing=SAY_A_DAY)
    state = RadioField(_l("Où elle en est"), default=FollowUpState.TO_DO, validators=[InputRequired()])
    done_on = day(_l("Fait le"), _l("Seulement si c’est fait ; aujourd’hui si rien n’est écrit."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = offered("evaluation_action_state")

    def plan(self) -> ActionPlan:
        """Return what was typed."""
        return ActionPlan(
            what=self.what.data,
            due_on=self.due_on.data,
            state=FollowUpState(self.state.data),
            done_on=self.done_on.data,
        )


class NewActionForm(ActionForm, OnceForm):
    """An action that is not written yet."""


class ChangeActionForm(ActionForm, VersionForm):
    """An action, seen at a version."""

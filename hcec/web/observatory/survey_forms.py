"""Forms of what professionals and families are asked. A question's is the one of consultations, in other words."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from hcec.consultations.wording import UnfitQuestion, fit_choices
from hcec.i18n import translate
from hcec.labels import options
from hcec.surveys.enums import SurveyAudience
from hcec.surveys.services.drafting import SurveyPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.question_forms import QuestionForm, blame
from hcec.web.staff_forms import ANSWER, DAYS, PARAGRAPH, TITLE, TOO_LONG, VersionForm, one_line, paragraphs

PASTED = 60_000  # signs: about a thousand addresses with their names


class SurveyForm(Form):
    """What the observatory decides about a survey. A draft may be incomplete."""

    audience = RadioField(_l("À qui"), default=SurveyAudience.PROFESSIONALS, validators=[InputRequired()])
    title = StringField(
        _l("Titre"),
        filters=[one_line],
        validators=[DataRequired(_l("Écrivez un titre.")), Length(max=TITLE, message=TOO_LONG)],
        description=_l("Il est dans le courriel d’invitation : qu’il ne dise rien de personne."),
    )
    why = TextAreaField(
        _l("Pourquoi ces questions"), filters=[paragraphs], validators=[Length(max=PARAGRAPH, message=TOO_LONG)]
    )
    what_next = TextAreaField(
        _l("Ce que les réponses deviendront"),
        filters=[paragraphs],
        validators=[Length(max=PARAGRAPH, message=TOO_LONG)],
        default=_l("Les résultats sont présentés à la plénière de l’observatoire, puis envoyés aux partenaires."),
    )
    closes_on = DateField(
        _l("Dernier jour pour répondre"),
        format=DAYS,
        validators=[Optional()],
        description=_l("Trois mois au plus. Ce jour passé, les adresses sont effacées."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience.choices = offered("survey_audience")

    def plan(self) -> SurveyPlan:
        """Return what was typed."""
        return SurveyPlan(
            audience=SurveyAudience(self.audience.data),
            title=self.title.data,
            why=self.why.data,
            what_next=self.what_next.data,
            closes_on=self.closes_on.data,
        )


class NewSurveyForm(SurveyForm, OnceForm):
    """A survey that does not exist yet."""


class ChangeSurveyForm(SurveyForm, VersionForm):
    """A draft, seen at a version."""


class SurveyQuestionForm(QuestionForm):
    """One question to adults."""

    by_category = BooleanField(_l("Montrer aussi les réponses selon qui répond"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(code, translate(words)) for code, words in options("survey_question_kind")]
        self.label.description = _l("Une seule idée par question. Ne demandez rien sur un enfant en particulier.")
        self.hint.description = _l("Un exemple, ou ce que veut dire un mot.")
        self.choices.description = _l(
            "Un par ligne. Pour une échelle : quatre mots, ou rien pour les mots habituels ; « Je ne sais pas » s’y "
            "ajoute. Pour une réponse libre : rien."
        )
        self.by_category.description = _l(
            "Quatre questions au plus, à partir de cent réponses. Cela se décide avant l’ouverture. "
            "Ni plusieurs choix, ni réponse libre."
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Say beside its field what makes the question unfit."""
        if not super().validate(extra_validators):
            return False
        try:
            fit_choices(self.wording())
        except UnfitQuestion as unfit:
            blame(self, unfit.reason)
            return False
        return True


class NewSurveyQuestionForm(SurveyQuestionForm, OnceForm):
    """A question that does not exist yet."""


class ChangeSurveyQuestionForm(SurveyQuestionForm, VersionForm):
    """A question of a draft, seen at a version."""


class InviteForm(Form):
    """Whom to write to. Nobody in the list is told from another once the links left."""

    category = RadioField(
        _l("Qui sont ces personnes"),
        validators=[InputRequired(_l("Dites qui sont ces personnes."))],
        description=_l("Pour savoir qui a été invité. Chacun dit soi-même ce qu’il est en répondant."),
    )
    addresses = TextAreaField(
        _l("Leurs adresses"),
        validators=[Length(max=PASTED, message=TOO_LONG)],
        description=_l("Une par ligne, ou séparées par des virgules. Chacune reçoit un lien, une seule fois."),
    )
    institutions = SelectMultipleField(
        _l("Ou les représentants de ces institutions"), validators=[Optional()], validate_choice=True
    )


class PhoneForm(Form):
    """The number of the CRIP, for adults."""

    phone = StringField(
        _l("Téléphone de la CRIP"),
        filters=[one_line],
        validators=[Length(max=30, message=TOO_LONG)],
        description=_l("Il est montré à qui répond, à côté du 119, et à l’observatoire qui lit."),
    )


class WithdrawSurveyForm(VersionForm):
    """Why what was published is withdrawn: everybody reads it."""

    reason = TextAreaField(
        _l("Quelle erreur"),
        filters=[paragraphs],
        validators=[DataRequired(_l("Dites quelle était l’erreur.")), Length(max=ANSWER, message=TOO_LONG)],
    )

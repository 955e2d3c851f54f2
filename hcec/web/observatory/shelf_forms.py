"""Forms of the shelf."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from hcec.shelf.enums import ItemKind
from hcec.shelf.links import LONGEST, is_sound
from hcec.shelf.services.keeping import MOST_TAGS, ItemPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import day, line, lines
from hcec.web.staff_forms import TOO_LONG, VersionForm, one_line

LONGEST_TAG, LONGEST_KEYWORDS = 40, 400
_BETWEEN = re.compile(r"[,;\n]")


class ItemForm(Form):
    """What is shared, who made it, where it is."""

    kind = RadioField(_l("Nature"), default=ItemKind.DOCUMENT, validators=[InputRequired()])
    title = line(_l("Titre"), _l("Donnez un titre."))
    summary = lines(
        _l("Résumé"),
        description=_l("Ce qu’on y trouve, pour qui. Jamais le nom ni les mots d’un enfant ou d’une famille."),
    )
    source = line(_l("Source"), description=_l("L’institution ou la revue qui l’a fait."))
    dated_on = day(_l("Date du document"))
    link = StringField(
        _l("Lien"),
        filters=[one_line],
        validators=[Optional(), Length(max=LONGEST, message=TOO_LONG)],
        description=_l("Une adresse qui commence par https://. Un fichier s’ajoute à l’étape suivante."),
        render_kw={"inputmode": "url"},
    )
    keywords = StringField(
        _l("Mots-clés"),
        filters=[one_line],
        validators=[Length(max=LONGEST_KEYWORDS, message=TOO_LONG)],
        description=_l("Séparés par des virgules, douze au plus : fratrie, santé, actes usuels."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = offered("shelf_kind")

    def validate_link(self, field: StringField) -> None:
        """Refuse what leads elsewhere than it says."""
        if field.data and not is_sound(field.data):
            raise ValidationError(_l("Donnez une adresse qui commence par https:// et un nom de site ordinaire."))

    def validate_keywords(self, field: StringField) -> None:
        """Refuse what is no keyword."""
        tags = self.tags()
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            raise ValidationError(_l("Douze mots-clés au plus, de 40 signes au plus."))

    def tags(self) -> list[str]:
        """Return the keywords typed."""
        return [tag for each in _BETWEEN.split(self.keywords.data or "") if (tag := one_line(each))]

    def plan(self) -> ItemPlan:
        """Return what was typed."""
        return ItemPlan(
            kind=ItemKind(self.kind.data),
            title=self.title.data,
            summary=self.summary.data,
            source=self.source.data,
            dated_on=self.dated_on.data,
            link=self.link.data,
        )


class NewItemForm(ItemForm, OnceForm):
    """Something that is not on the shelf yet."""


class ChangeItemForm(ItemForm, VersionForm):
    """Something on the shelf, seen at a version."""


class GiveForm(OnceForm):
    """A file, and what changed; the file itself stands beside the form."""

    what_changed = lines(_l("Ce qui change"), description=_l("Pour la première version, rien à écrire."))


class WithdrawForm(VersionForm):
    """Why it is withdrawn."""

    withdrawn_why = line(
        _l("Pourquoi"),
        _l("Dites pourquoi."),
        _l("Qui l’ouvre encore lira ces mots : « Remplacé par le guide de 2026 »."),
    )

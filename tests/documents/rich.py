"""A release with all that a release can hold: a crossing, sections, what is asked, an embargo."""

from hcec.disclosure.values import Ask, Axis, Category, CrossTable, Passage, Section
from tests.disclosure.releases import release

AGES = Axis(
    "age", "Quel âge as-tu ?", (Category("under_15", "Moins de 15 ans"), Category("15_and_over", "15 ans et plus"))
)
ANSWERS = Axis(
    "q1",
    "Te sens-tu bien là où tu vis ?",
    (
        Category("much", "Beaucoup"),
        Category("little", "Un peu, mais pas tous les jours ni avec tout le monde"),
        Category("none", "Pas du tout"),
        Category("unanswered", "Sans réponse"),
    ),
)
CROSSING = CrossTable(
    code="q1-age",
    title="Te sens-tu bien là où tu vis ? selon l’âge",
    base=118,
    rows=AGES,
    columns=ANSWERS,
    counts=((26, 13, None, None), (34, 22, None, None)),
    row_totals=(51, 67),
    column_totals=(60, 35, None, None),
    sensitive=True,
)
SECTIONS = (
    Section(
        "Là où vous vivez",
        (Passage("paragraph", (("Ce qui compte, c’est ", "l’accueil du premier jour", "."),)),),
        ("q1", "q1-age"),
        ("LIEU",),
    ),
    Section("Ce qui surprend", (Passage("paragraph", (("Les plus grands répondent comme les plus jeunes.",),)),)),
)
ASKS = (
    Ask(
        "Une visite avant d’arriver, avec la personne qui accueillera.", "Le service de l’ASE", "Sécuriser le parcours"
    ),
    Ask("Un nom à appeler, écrit sur un papier.", "Les établissements", "Pouvoir d’agir et droits"),
)


def rich(**changes):
    """Return a release whose one-way tables passed their attack, with all the rest beside them."""
    whole = {"crossings": (CROSSING,), "sections": SECTIONS, "asks": ASKS, "embargo": "12 décembre 2026"}
    return release(**{**whole, **changes})

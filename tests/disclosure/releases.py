"""A release to test with: one small council, one consultation, hostile words where a child or an adult may write."""

from hcec.disclosure.attacker import check
from hcec.disclosure.protection import protect_one_way, publish
from hcec.disclosure.values import UNANSWERED, Category, Kind, Level, Passage, Quotation, Release

LABELS = {"little": "Un peu", "much": "Beaucoup", "none": "Pas du tout", "sport": "Le sport", "music": "La musique",
          "under_15": "Moins de 15 ans", "15_and_over": "15 ans et plus", UNANSWERED: "Sans réponse"}  # fmt: skip


def table_of(counts, *, base=118, threshold=11, **more):
    exclusive = more.get("kind") is not Kind.MULTIPLE
    sensitive = more.pop("sensitive", False)
    protected = protect_one_way(counts, base=base, threshold=threshold, exclusive=exclusive, sensitive=sensitive)
    return publish(protected, labels=LABELS, **more)


def tables(threshold=11):
    return (
        table_of({"under_15": 51, "15_and_over": 67}, code="age", title="Quel âge as-tu ?", threshold=threshold),
        table_of(
            {"much": 60, "little": 35, "none": 3, UNANSWERED: 20},
            code="q1",
            title="Te sens-tu bien là où tu vis ?",
            kind=Kind.SCALE,
            question_code="q1",
            sensitive=True,
            threshold=threshold,
        ),
        table_of(
            {"sport": 70, "music": 44, UNANSWERED: 12},
            code="q2",
            title="Qu'aimes-tu faire ?",
            kind=Kind.MULTIPLE,
            question_code="q2",
            threshold=threshold,
        ),
    )


def release(**changes):
    """Return a release that passed its attack. Changes are made before it."""
    fields = {
        "reference": "r7k2",
        "level": Level.PUBLIC,
        "threshold": 11,
        "title": "Mon arrivée : ce que vous avez dit",
        "council": "Haut Conseil des enfants confiés",
        "department": "Val-d'Orne",
        "consultation": "Mon arrivée",
        "slug": "mon-arrivee",
        "opened": "2026-08",
        "closed": "2026-09",
        "period": "août et septembre 2026",
        "contributors": 118,
        "tables": tables(),
        "quotations": (
            Quotation("LIEU", "Là où je vis", "On m'a montré ma chambre, j'étais content.", None),
            Quotation("LIEU", "Là où je vis", "[mon éducateur] était là.", Category("under_15", "Moins de 15 ans")),
            Quotation("ADULTES", "Les adultes", "=1+1 #pagebreak() $x$ <b>ici</b> {{7*7}} *gras* _a_ @lien"),
        ),
        "text": (
            Passage("heading", (("Ce que nous retenons",),)),
            Passage("paragraph", (("Beaucoup ont été ", "bien accueillis", "."),)),
            Passage("bullets", (("Une visite avant",), ("Un nom à appeler",))),
            Passage("numbers", (("D'abord",), ("Ensuite",))),
        ),
        "method": ("Chaque jeune est compté une fois.", "Un nombre trop petit est masqué."),
    }
    return check(Release(**{**fields, **changes}))

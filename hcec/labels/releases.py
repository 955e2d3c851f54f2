"""Syntheses, releases, themes."""

from hcec.labels.marking import N_

RELEASES: dict[str, dict[str, str]] = {
    "level": {"internal": N_("interne"), "public": N_("publique")},
    "synthesis_state": {"draft": N_("brouillon"), "published": N_("publiée"), "withdrawn": N_("retirée")},
    "synthesis_stage": {
        "draft": N_("brouillon"),
        "review": N_("en relecture"),
        "published": N_("publiée"),
        "withdrawn": N_("retirée"),
    },
    "licence": {
        "etalab-2.0": N_("Licence Ouverte 2.0 (Etalab) : dire d’où viennent les données"),
        "odbl-1.0": N_("ODbL 1.0 : dire d’où viennent les données, et partager de même"),
    },
    "crossing": {
        "questions": N_("Réponses à chaque question"),
        "age_band": N_("Âge des jeunes qui ont répondu"),
        "placement_type": N_("Lieu de vie des jeunes qui ont répondu"),
        "themes": N_("Thèmes des messages écrits"),
    },
    "trait": {"age_band": N_("Âge"), "placement_type": N_("Lieu de vie")},
    "by_trait": {"age_band": N_("%(about)s — selon l’âge"), "placement_type": N_("%(about)s — selon le lieu de vie")},
    "theme": {
        "LIEU": N_("là où je vis"),
        "ADULTES": N_("les adultes qui s’occupent de moi"),
        "REFERENT": N_("mon référent"),
        "FAMILLE": N_("mes parents, ma famille"),
        "FRATRIE": N_("mes frères et sœurs"),
        "HISTOIRE": N_("comprendre mon histoire"),
        "PARCOURS": N_("les changements de lieu"),
        "DECISIONS": N_("être écouté(e)"),
        "ECOLE": N_("l’école et l’avenir"),
        "SANTE": N_("ma santé, mon moral"),
        "AMIS": N_("mes amis, mes loisirs"),
        "ARGENT": N_("l’argent, mes affaires"),
        "NUMERIQUE": N_("téléphone et Internet"),
        "REGARD": N_("le regard des autres"),
        "SECURITE": N_("me sentir en sécurité"),
        "MAJORITE": N_("devenir majeur(e)"),
        "MNA": N_("arriver en France"),
        "DROITS": N_("mes droits"),
        "BIEN": N_("ce qui va bien"),
        "AUTRE": N_("autre"),
    },
    "tone": {
        "feeling": N_("ressenti"),
        "need": N_("besoin"),
        "wish": N_("souhait"),
        "criticism": N_("critique"),
        "thanks": N_("merci"),
        "idea": N_("idée"),
        "question": N_("question"),
    },
}

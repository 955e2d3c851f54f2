"""Labels of what professionals and families are asked."""

from hcec.labels.marking import N_

SURVEYING: dict[str, dict[str, str]] = {
    "survey_audience": {
        "professionals": N_("les professionnels"),
        "families": N_("les familles"),
    },
    "survey_state": {
        "draft": N_("en préparation"),
        "open": N_("ouverte"),
        "closed": N_("close"),
        "published": N_("publiée"),
        "withdrawn": N_("retirée"),
    },
    "survey_category": {
        "ase": N_("aide sociale à l’enfance"),
        "homes": N_("établissements et services"),
        "foster": N_("assistants familiaux"),
        "school": N_("Éducation nationale"),
        "health": N_("santé"),
        "justice": N_("justice, police, gendarmerie"),
        "other_work": N_("autres professions"),
        "parent": N_("parents"),
        "relative": N_("grands-parents, frères et sœurs, autre famille"),
        "trusted": N_("tiers dignes de confiance"),
        "other_tie": N_("autres proches"),
    },
    "survey_obstacle": {
        "no_why": N_("Dites pourquoi vous posez ces questions."),
        "no_what_next": N_("Dites ce que les réponses deviendront."),
        "no_question": N_("Il n’y a pas encore de question."),
        "no_last_day": N_("Donnez le dernier jour pour répondre."),
        "last_day_past": N_("Le dernier jour est déjà passé."),
        "last_day_far": N_(
            "Le dernier jour est trop loin : trois mois au plus, les adresses ne se gardent pas davantage."
        ),
    },
    "survey_question_kind": {
        "faces": N_("une échelle de quatre mots, de « pas du tout » à « beaucoup »"),
        "one": N_("un seul choix"),
        "several": N_("plusieurs choix"),
        "ranking": N_("un classement"),
        "text": N_("une réponse libre"),
    },
}

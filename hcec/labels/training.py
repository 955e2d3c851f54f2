"""Labels of training."""

from hcec.labels.marking import N_

TRAINING: dict[str, dict[str, str]] = {
    "profession": {
        "social_worker": N_("travailleurs sociaux et référents"),
        "foster_carer": N_("assistants familiaux"),
        "residential_worker": N_("éducateurs des lieux d’accueil"),
        "early_years": N_("petite enfance et PMI"),
        "teacher": N_("enseignants et vie scolaire"),
        "health": N_("professionnels de santé"),
        "magistrate": N_("magistrats et greffiers"),
        "police": N_("policiers et gendarmes"),
        "lawyer": N_("avocats et administrateurs ad hoc"),
        "sport_and_leisure": N_("animateurs, sport et loisirs"),
        "manager": N_("cadres et chefs de service"),
        "volunteer": N_("bénévoles, parrains et marraines"),
        "other": N_("autres professionnels"),
    },
    "training_urgency": {
        "now": N_("tout de suite"),
        "this_year": N_("dans l’année"),
        "later": N_("plus tard"),
    },
    "need_state": {
        "raised": N_("à examiner"),
        "kept": N_("retenu"),
        "merged": N_("réuni à un autre"),
        "set_aside": N_("écarté"),
    },
    "programme_state": {
        "draft": N_("en préparation"),
        "adopted": N_("adopté"),
        "replaced": N_("remplacé"),
    },
    "training_priority": {"high": N_("haute"), "medium": N_("moyenne"), "low": N_("basse")},
    "training_state": {"planned": N_("prévue"), "held": N_("tenue"), "called_off": N_("annulée")},
    "training_asked": {
        "useful": N_("Cette formation est utile pour votre travail ?"),
        "clear": N_("Ce qui a été dit était clair ?"),
        "will_change": N_("Vous allez changer quelque chose dans votre pratique ?"),
    },
    "training_opinion": {"yes": N_("oui"), "partly": N_("en partie"), "no": N_("non")},
}

"""Who takes part: ages, places, roles."""

from hcec.labels.marking import N_

PEOPLE: dict[str, dict[str, str]] = {
    "age_band": {
        "under_11": N_("moins de 11 ans"),
        "11_14": N_("11 à 14 ans"),
        "15_17": N_("15 à 17 ans"),
        "18_21": N_("18 à 21 ans"),
    },
    "placement_type": {
        "foster_family": N_("en famille d’accueil"),
        "childrens_home": N_("en maison d’enfants (MECS)"),
        "emergency_home": N_("au foyer de l’enfance"),
        "village": N_("en village d’enfants"),
        "small_unit": N_("en lieu de vie"),
        "independent": N_("en appartement, FJT ou semi-autonomie"),
        "relative": N_("chez un proche ou un tiers de confiance"),
        "at_home": N_("suivi(e) chez mes parents"),
        "medico_social": N_("en IME ou ITEP"),
        "hotel": N_("à l’hôtel ou en mise à l’abri"),
        "other": N_("ailleurs"),
        "unknown": N_("je ne sais pas"),
        "unsaid": N_("je ne veux pas le dire"),
    },
    "role": {
        "youth": N_("jeune"),
        "moderator": N_("modératrice ou modérateur"),
        "outside_reader": N_("lectrice ou lecteur d’ailleurs"),
        "coordinator": N_("coordination"),
        "crip": N_("CRIP"),
        "observatory": N_("observatoire (ODPE)"),
        "answerer": N_("réponse du département"),
        "partner": N_("partenaire"),
        "dpo": N_("délégué(e) à la protection des données"),
        "administrator": N_("administration"),
    },
    "appointment": {
        "on_call": N_("d’astreinte"),
        "deputy": N_("suppléance"),
        "head": N_("responsable de l’astreinte"),
    },
}

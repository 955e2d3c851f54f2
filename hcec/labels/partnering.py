"""Labels of partners, plenaries and immersions."""

from hcec.labels.marking import N_

PARTNERING: dict[str, dict[str, str]] = {
    "institution_kind": {
        "department": N_("Département"),
        "prefecture": N_("préfecture"),
        "justice": N_("justice"),
        "education": N_("Éducation nationale"),
        "police": N_("police"),
        "gendarmerie": N_("gendarmerie"),
        "health_agency": N_("agence régionale de santé"),
        "family_fund": N_("caisse d’allocations familiales"),
        "bar": N_("barreau"),
        "physicians": N_("ordre des médecins"),
        "association": N_("association"),
        "establishment": N_("établissement ou service"),
        "other": N_("autre institution"),
    },
    "plenary_state": {
        "planned": N_("au calendrier"),
        "held": N_("tenue"),
        "called_off": N_("annulée"),
    },
    "plenary_presence": {
        "present": N_("présente"),
        "excused": N_("excusée"),
        "absent": N_("absente"),
    },
    "immersion_side": {
        "offer": N_("offre"),
        "request": N_("demande"),
    },
    "immersion_theme": {
        "daily_life": N_("vie quotidienne dans un lieu d’accueil"),
        "concerns": N_("informations préoccupantes"),
        "hearing": N_("audience et décision du juge"),
        "inquiry": N_("enquête et audition"),
        "school": N_("école et décrochage"),
        "health": N_("santé"),
        "home_support": N_("aide à domicile et prévention"),
        "autonomy": N_("passage à l’âge adulte"),
        "other": N_("autre"),
    },
    "immersion_answer": {
        "waiting": N_("réponse attendue"),
        "accepted": N_("d’accord"),
        "declined": N_("pas d’accord"),
    },
    "immersion_stage": {
        "waiting": N_("attend une réponse"),
        "declined": N_("déclinée"),
        "coming": N_("convenue"),
        "cancelled": N_("annulée"),
        "held": N_("tenue"),
    },
    "immersion_obstacle": {
        "same_side": N_("deux offres, ou deux demandes"),
        "same_institution": N_("la même institution"),
        "other_theme": N_("un autre thème"),
        "other_place": N_("un autre lieu"),
        "no_common_day": N_("aucun jour commun"),
        "no_place_left": N_("plus de place"),
    },
    "immersion_question": {
        "usefulness": N_("La journée a-t-elle aidé à comprendre le travail de l’autre ?"),
        "effect": N_("Quelque chose va-t-il changer dans la façon de travailler ?"),
        "advice": N_("La conseilleriez-vous à une ou un collègue ?"),
    },
    "immersion_usefulness": {
        "much": N_("beaucoup"),
        "somewhat": N_("assez"),
        "little": N_("peu"),
        "not": N_("pas du tout"),
    },
    "immersion_effect": {
        "yes": N_("oui"),
        "perhaps": N_("peut-être"),
        "no": N_("non"),
    },
    "immersion_advice": {
        "yes": N_("oui"),
        "with_changes": N_("oui, autrement"),
        "no": N_("non"),
    },
}

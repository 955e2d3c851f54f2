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
}

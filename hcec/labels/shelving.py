"""Labels of shared documents and evaluations."""

from hcec.labels.marking import N_

SHELVING: dict[str, dict[str, str]] = {
    "shelf_kind": {
        "document": N_("document"),
        "legal_watch": N_("veille juridique"),
        "practice": N_("pratique inspirante"),
    },
    "shelf_format": {
        "pdf": N_("PDF"),
        "odt": N_("texte ODT"),
        "ods": N_("classeur ODS"),
        "docx": N_("texte DOCX"),
        "xlsx": N_("classeur XLSX"),
        "png": N_("image PNG"),
        "txt": N_("texte simple"),
    },
    "evaluation_nature": {
        "external": N_("externe, par un organisme habilité"),
        "internal": N_("interne, par l’établissement lui-même"),
    },
    "establishment_kind": {
        "childrens_home": N_("maison d’enfants (MECS)"),
        "emergency_home": N_("foyer de l’enfance"),
        "foster_service": N_("service de placement familial"),
        "small_unit": N_("lieu de vie et d’accueil"),
        "village": N_("village d’enfants"),
        "open_setting": N_("service en milieu ouvert (AEMO, AED)"),
        "prevention": N_("prévention spécialisée"),
        "parent_child": N_("centre parental ou maternel"),
        "independent_living": N_("service de semi-autonomie"),
        "medico_social": N_("établissement médico-social (IME, ITEP)"),
        "other": N_("autre établissement ou service"),
    },
    "evaluation_action_state": {
        "to_do": N_("à faire"),
        "under_way": N_("en cours"),
        "done": N_("fait"),
        "given_up": N_("abandonné"),
    },
}

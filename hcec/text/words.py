"""The French words of the codes of the reading aids: what identifies, why it is suggested, what worries or is rare.

`hcec.labels` shows them as it shows every other code.
"""


def N_(text: str) -> str:
    """Mark a French text for the catalogue."""
    return text


AIDS: dict[str, dict[str, str]] = {
    "identifier": {
        "PERSON": N_("personne"),
        "PLACE": N_("lieu"),
        "ORG": N_("foyer, école, club, employeur"),
        "PHONE": N_("téléphone"),
        "EMAIL": N_("adresse électronique"),
        "HANDLE": N_("pseudo"),
        "URL": N_("adresse d’un site"),
        "DATE": N_("date"),
        "ID": N_("numéro de dossier, plaque, chambre"),
        "OTHER_ID": N_("fait qui désigne"),
    },
    "aid_reason": {
        "shape": N_("a la forme d’une adresse, d’un numéro ou d’une date"),
        "cue": N_("annoncé par le mot qui précède"),
        "name": N_("ressemble à un nom"),
        "town": N_("ressemble à un nom de ville"),
        "again": N_("déjà repéré ailleurs dans ce message"),
        "registry": N_("nom connu de la plateforme"),
        "model": N_("proposé par un modèle de langue"),
    },
    "danger_kind": {
        "suicide_selfharm": N_("idées de mort, se faire du mal"),
        "sexual_violence": N_("violences sexuelles"),
        "physical_violence": N_("coups, violences"),
        "neglect": N_("manque de soins, abandon"),
        "prostitution_exploitation": N_("prostitution, exploitation"),
        "runaway": N_("fugue"),
        "bullying_cyber": N_("harcèlement"),
        "drugs": N_("alcool, drogues"),
        "threat_to_others": N_("menace contre quelqu’un"),
        "forced_marriage_trafficking": N_("mariage forcé, traite"),
        "any": N_("quelque chose inquiète"),
    },
    "danger_why": {
        "sign": N_("ces mots inquiètent"),
        "support": N_("ces mots le renforcent"),
        "wording": N_("tournure proche de messages inquiétants"),
    },
    "caution": {
        "only_one": N_("vrai d’une seule personne"),
        "multiple_birth": N_("naissance multiple"),
        "rare_event": N_("évènement rare, connu de tous"),
    },
}

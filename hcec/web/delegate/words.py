"""The journal in words: a line's action is a thing and an act, "testimony:read". What has no words stays as written."""

from hcec.i18n import translate
from hcec.labels import N_

THINGS = {
    "testimony": N_("message"),
    "alert": N_("alerte"),
    "envelope": N_("enveloppe"),
    "drill": N_("exercice de la CRIP"),
    "cover": N_("astreinte"),
    "consultation": N_("consultation"),
    "synthesis": N_("synthèse"),
    "release": N_("fichier publié"),
    "answer": N_("réponse du département"),
    "staff": N_("compte"),
    "session": N_("sessions"),
    "card": N_("cartes"),
    "service": N_("service"),
    "setting": N_("réglage"),
    "backup": N_("sauvegarde"),
    "retention": N_("durées"),
    "journal": N_("journal"),
}
ACTS = {
    "read": N_("lecture"),
    "claim": N_("pris en main"),
    "keep": N_("gardé, sans citer"),
    "publish": N_("publication"),
    "refuse": N_("refus"),
    "second-reader": N_("deuxième lecture demandée"),
    "alert": N_("alerte donnée"),
    "recuse": N_("récusation"),
    "approve": N_("approbation"),
    "end_exchange": N_("fin de l’échange"),
    "keep_silent": N_("silence gardé, avec sa raison"),
    "write": N_("réponse à l’enfant"),
    "take": N_("prise en charge"),
    "transmit": N_("transmission"),
    "receipt": N_("accusé de réception"),
    "close": N_("clôture"),
    "dismiss": N_("sans suite"),
    "ask_dismissal": N_("sans suite, demandé"),
    "tell": N_("dit à l’enfant"),
    "ask": N_("demande"),
    "ask_alone": N_("demande par la CRIP seule"),
    "agree": N_("accord"),
    "decline": N_("refus"),
    "hand_out": N_("remise"),
    "review": N_("relecture"),
    "pass": N_("réussi"),
    "make": N_("création"),
    "create": N_("création"),
    "change": N_("changement"),
    "quote": N_("citations choisies"),
    "withdraw": N_("retrait"),
    "open": N_("ouverture"),
    "archive": N_("archivage"),
    "download": N_("téléchargement"),
    "sign_in": N_("connexion"),
    "sign_in_refused": N_("connexion refusée"),
    "arm": N_("mot de passe choisi"),
    "reset": N_("nouveau lien"),
    "revoke": N_("fermeture"),
    "role": N_("changement de rôle"),
    "train": N_("formation notée"),
    "appoint": N_("nomination"),
    "restore": N_("restauration"),
    "erase": N_("effacement d’un mois"),
    "purge": N_("effacement à la main"),
}


def in_words(action: str) -> str:
    """Return what was done, in words."""
    thing, _colon, act = action.partition(":")
    return f"{translate(THINGS.get(thing, thing))} · {translate(ACTS.get(act, act))}"

"""What every refusal says: to a young person, and to an adult of the staff."""

from dataclasses import dataclass, replace

from hcec.labels import N_


@dataclass(frozen=True, slots=True)
class Words:
    """What a refusal says, and what to do next."""

    title: str
    sentence: str
    advice: str


WORDS: dict[int, Words] = {
    400: Words(
        N_("Cette page a trop attendu"),
        N_("Nous n’avons pas pu lire ce que tu as envoyé."),
        N_("Reviens à la page, puis envoie de nouveau."),
    ),
    401: Words(N_("Il faut entrer d’abord"), N_("Cette page s’ouvre avec ta phrase secrète."), N_("Entre ta phrase.")),
    403: Words(
        N_("Cette page n’est pas pour toi"), N_("Ton accès n’ouvre pas cette page."), N_("Retourne à l’accueil.")
    ),
    404: Words(
        N_("Cette page n’existe pas"), N_("Il n’y a rien à cette adresse."), N_("Vérifie l’adresse, ou va à l’accueil.")
    ),
    405: Words(N_("Ça ne marche pas comme ça"), N_("Cette page ne fait pas cela."), N_("Retourne à l’accueil.")),
    409: Words(
        N_("Quelque chose a changé entre-temps"),
        N_("Rien n’est perdu : ce que tu as écrit est plus bas."),
        N_("Regarde ce qui a changé, puis recommence."),
    ),
    413: Words(
        N_("C’est trop long"), N_("Ton envoi est trop gros pour nous."), N_("Coupe ton texte en deux messages.")
    ),
    429: Words(
        N_("Trop d’essais"), N_("Tu as essayé beaucoup de fois."), N_("Attends quelques minutes, puis réessaie.")
    ),
    500: Words(
        N_("Quelque chose s’est cassé"), N_("La faute est de notre côté."), N_("Réessaie dans quelques minutes.")
    ),
    503: Words(
        N_("On ne peut pas enregistrer maintenant"),
        N_("Ce que tu as écrit est encore sur cette page."),
        N_("Copie-le, puis réessaie dans quelques minutes."),
    ),
}

# What differs when an adult reads it.
STAFF_WORDS: dict[int, Words] = {
    400: Words(
        N_("Cette page a trop attendu"),
        N_("L’envoi n’a pas pu être lu."),
        N_("Revenez à la page, puis envoyez de nouveau."),
    ),
    403: Words(
        N_("Cette page ne vous est pas ouverte"), N_("Votre rôle ne l’ouvre pas."), N_("Retournez à l’accueil.")
    ),
    404: Words(
        N_("Cette page n’existe pas"),
        N_("Il n’y a rien à cette adresse, ou rien pour vous."),
        N_("Vérifiez l’adresse, ou retournez à l’accueil."),
    ),
    405: Words(N_("Ça ne marche pas comme ça"), N_("Cette page ne fait pas cela."), N_("Retournez à l’accueil.")),
    409: Words(
        N_("Quelque chose a changé entre-temps"),
        N_("Rien n’est perdu : ce que vous avez écrit est plus bas."),
        N_("Regardez ce qui a changé, puis recommencez."),
    ),
    413: Words(N_("C’est trop long"), N_("L’envoi est trop gros."), N_("Coupez le texte, puis envoyez de nouveau.")),
    429: Words(
        N_("Trop d’essais"), N_("Il y a eu trop d’essais à la suite."), N_("Attendez quelques minutes, puis réessayez.")
    ),
    500: Words(
        N_("Quelque chose s’est cassé"),
        N_("Ce n’est pas de votre fait, et c’est noté."),
        N_("Réessayez dans quelques minutes."),
    ),
    503: Words(
        N_("On ne peut pas enregistrer maintenant"),
        N_("Ce que vous avez écrit est encore sur cette page."),
        N_("Copiez-le, puis réessayez dans quelques minutes."),
    ),
}


MESSAGES_SPENT = Words(
    N_("Tu as écrit beaucoup de messages"),
    N_("Ils sont tous arrivés, sauf celui-ci. Ton texte est encore plus bas."),
    N_("Copie-le, puis envoie-le plus tard. Pour de l’aide, le bouton marche toujours."),
)
FILE_TOO_LARGE = Words(
    N_("Ce fichier est trop grand"),
    N_("Cette page ne prend pas un fichier de ce poids. Rien n’a été gardé."),
    N_("Revenez à la page et choisissez-en un plus léger."),
)
NOTHING_TYPED = Words(
    N_("Ça ne marche pas en ce moment"),
    N_("Cette page ne s’ouvre pas, et rien n’a été enregistré."),
    N_("Réessaie dans quelques minutes."),
)
STAFF_NOTHING_TYPED = replace(NOTHING_TYPED, advice=N_("Réessayez dans quelques minutes."))


def words_of(status: int, *, for_staff: bool = False, is_empty: bool = False) -> Words:
    """Return what a refusal with this status says. `is_empty`: there is no text that it could give back."""
    if status == 503 and is_empty:
        return STAFF_NOTHING_TYPED if for_staff else NOTHING_TYPED
    known = WORDS | STAFF_WORDS if for_staff else WORDS
    return known.get(status, known[400 if status < 500 else 500])

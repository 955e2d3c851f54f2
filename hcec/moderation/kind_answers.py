"""Kind answers to begin from: the house's own, which the département may change or add to. Never sent as they are.

"Tu", one idea a sentence, twelve words at most; no promise that nobody can keep; never "why are you in care".
"""

from dataclasses import dataclass

from hcec.labels import N_


@dataclass(frozen=True, slots=True)
class KindWords:
    """A title for the reader, words for the child."""

    code: str
    title: str
    body: str
    is_offered: bool = True


HOUSE = (
    KindWords(
        "thanks",
        N_("Merci"),
        N_("Merci pour ton message. On l’a lu avec attention. Ce que tu dis compte."),
    ),
    KindWords(
        "read",
        N_("On a bien lu"),
        N_("On a bien lu ton message. On a compris ce que tu vis. Tu peux nous réécrire ici."),
    ),
    KindWords(
        "question",
        N_("On voudrait mieux comprendre"),
        N_(
            "On voudrait mieux comprendre une chose. Tu veux bien nous en dire plus ? "
            "Tu as le droit de ne pas répondre."
        ),
    ),
    KindWords(
        "no_promise",
        N_("On ne peut pas promettre"),
        N_(
            "Ce que tu demandes est important. On ne peut pas promettre que ça changera. "
            "Ta parole compte avec celle des autres."
        ),
    ),
    KindWords(
        "passed_on",
        N_("On a transmis"),
        N_(
            "On a transmis ton idée au conseil. On ne sait pas encore ce qui sera décidé. "
            "La réponse à tous sera dans la page « Réponses »."
        ),
    ),
    KindWords(
        "recognised",
        N_("Refusé : on te reconnaîtrait"),
        N_("On ne peut pas citer ton message. Même en cachant des mots, on te reconnaîtrait. Il est lu, et il compte."),
    ),
    KindWords(
        "names_others",
        N_("Refusé : il parle d’autres personnes"),
        N_(
            "Ton message parle surtout d’autres personnes. On doit les protéger aussi. "
            "Tu peux l’écrire en parlant de toi."
        ),
    ),
    KindWords(
        "insults",
        N_("Refusé : une personne est insultée"),
        N_(
            "Tu es en colère, et tu en as le droit. On ne peut pas citer une insulte. "
            "Tu peux dire ta colère avec d’autres mots."
        ),
    ),
    KindWords(
        "off_topic",
        N_("Refusé : autre sujet"),
        N_("Ton message parle d’autre chose que la question. Il a sa place dans la boîte à idées. Tu peux l’y écrire."),
    ),
    KindWords(
        "unreadable",
        N_("Refusé : on n’a pas compris"),
        N_(
            "On n’a pas réussi à comprendre ton message. Tu peux l’écrire autrement. "
            "Tu peux écrire dans ta langue à toi."
        ),
    ),
    KindWords(
        "person_answer",
        N_("Une réponse rien que pour toi"),
        N_(
            "Ta question mérite une réponse rien que pour toi. Ici, on ne sait pas qui tu es. "
            "Tu peux demander à ton référent. Tu peux aussi appeler le 119."
        ),
    ),
    KindWords(
        "rights",
        N_("Tes droits"),
        N_(
            "Tu penses que tes droits ne sont pas respectés ? Le Défenseur des droits peut t’aider. "
            "C’est gratuit. Son numéro est en bas de la page."
        ),
    ),
    KindWords(
        "good_news",
        N_("Une bonne nouvelle"),
        N_("Merci de partager cette bonne nouvelle. Ça fait du bien de te lire. Ce qui va bien compte aussi."),
    ),
    KindWords(
        "sadness",
        N_("De la tristesse"),
        N_(
            "Ce que tu écris est triste, et on te croit. Tu n’as pas à porter ça sans aide. "
            "Tu peux appeler le 119, jour et nuit."
        ),
    ),
    KindWords(
        "goodbye",
        N_("Finir l’échange"),
        N_("Merci pour tes réponses. On s’arrête là pour cette fois. Tu peux écrire un nouveau message quand tu veux."),
    ),
)

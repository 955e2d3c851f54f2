"""Details that their shape gives away: numbers, addresses on the net, dates, plates, case numbers."""

import re
from collections.abc import Iterator

from hcec.text.cues import MONTHS, NUMBERS, SOCIAL
from hcec.text.naming import is_contracted, kind
from hcec.text.reading import Reading
from hcec.text.spans import Label

Found = tuple[int, int, Label]

_DOT = r"(?:\.|\s*[\[(]?\bpoint\b[\])]?\s*|\s*[\[(]\s*(?:dot|\.)\s*[\])]\s*|\s+dot\s+)"
_AT = (
    r"(?:@|\s*[\[(]?\s*\b(?:arobase?|arobaze|arrobase|aro?bas)\b\s*[\])]?\s*|\s*[\[(]\s*(?:at"
    r"|a|@)\s*[\])]\s*|\s+(?:at|@)\s+)"
)
_EMAIL = re.compile(
    rf"(?<![\w.+-])[a-z0-9][\w+-]{{0,40}}(?:{_DOT}[\w+-]{{1,40}}){{0,4}}{_AT}[a-z0-9-]{{1,40}}(?:{_DOT}[a-z0-9-]{{1,40}}){{1,4}}"
)
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.[ -]?-?[A-Z]\.(?![A-Z])|(?!p\.s|n\.b|t\.v|c\.v|s\.v|i\.e|e\.g)[a-z]\.-?[a-z]\.(?!\w))"
)
_TLD = r"(?:example|fr|com|org|net|io|gg|tv|me|be|eu|info|app|ly|link|site|bzh|co|xyz|ch)"
_URL = re.compile(
    rf"(?:https?://|www\.)[^\s<>«»\"]*[\w/]|(?<![\w@.])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.{_TLD}(?![\w@])(?:/[^\s<>«»\"]*[\w/])?"
)
_SPOKEN_URL = re.compile(
    r"(?:www\s*point\s*)?[a-z0-9-]{3,}\s*point\s*(?:fr|com|org|net|example)\b(?:\s*slash\s*[\w-]+)*"
)
_TAG = re.compile(r"(?<![\w@])@\s?[\w](?:[\w.-]*\w)?_*|(?<![\w@.])[a-z0-9][\w.]*#\d{3,5}\b")
_LOOSE = re.compile(r"(?<![\w@./-])(?=[\w.]*[_.])(?=[\w.]*[a-z])[\w]+(?:[._]+\w+)*_?(?![\w@])")
_DOTTED = re.compile(r"\.\w")
_TWO_DOTS = re.compile(r"\.[ -]{0,2}\w\.")
_DIGITS = re.compile(r"\d+")
_PARTED = re.compile(r"\d[/. -]\d")
_AT_SIGNS = ("@", "arob", "arrob", "arbas", " at ", "(at", "[at", "(a", "[a", "( a", "[ a")
_CALLED = re.compile(
    rf"\b(?:{SOCIAL})\b(?:\s*(?::|=|,|cest|c'?est|c|son|mon|ma|le|il|elle|sappelle"
    rf"|s'appelle|est|sous|nom|me|moi|en|pseudo|compte|sur|de|tag|snap|insta)(?!\w)|\s*(?:d'|\(|«|\")){{0,5}}\s*"
    r"(?P<name>[a-z0-9](?:[\w.-]*\w)?)"
)
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)\s?(?:33|590|596|594|262|32|41|212|213|216)(?:[\s.()-]*\d){8,10}"
    r"|[0o][\s._/,-]*[1-9](?:[\s._/,*-]*[0-9o]){8})(?!\w)"
)
_SPOKEN = re.compile(rf"(?<!\w)(?:zero|0)[\s,.-]*(?:(?:{NUMBERS}|\d+)\b[\s,.-]*){{3,24}}")
_HELP = re.compile(r"(?:0800|3919|0805|116)")
_DAY = r"(?:0?[1-9]|[12]\d|3[01]|1\s?er|premier)"
_SPOKEN_DAY = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
    r"|quatorze|quinze|seize|vingt|trente)(?:[\s-](?:et[\s-])?(?:un|deux|trois"
    r"|quatre|cinq|six|sept|huit|neuf))?"
)
_HEARD_DAY = (
    r"(?:(?:vin|vint|trent)[\s-](?:et?[\s-])?)?"
    r"(?:premie|prumier|un|deu|troi|katre|catre|quatr|kat|sink|sin|cin|sis|set|uit|neu|dis|onz|douz|trez|katorz|kinz|sez|vin|vint)"
)
_ENGLISH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SPANISH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
_ELSEWHERE = (  # Portuguese, Italian, Romanian, Turkish, Arabic
    r"(?:janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio"
    r"|giugno|luglio|settembre|ottobre|dicembre|ianuarie|februarie|martie|aprilie|iunie|iulie|octombrie|noiembrie"
    r"|decembrie|ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik"
    r"|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر)"
)
_YEAR = r"(?:,?\s?(?:19|20)\d\d)?"
_ABROAD = re.compile(
    rf"(?<!\w)(?:{_ENGLISH}\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_ENGLISH}"
    rf"|\d{{1,2}}\s(?:de\s)?(?:{_SPANISH}|{_ELSEWHERE})){_YEAR}(?!\w)"
)
_FIRST_DAY = rf"(?:{_DAY}\s?(?:et|au|ou|-|,|/)\s?(?:le\s)?)?"  # "du 12 au 14 juin"
_DATE = re.compile(
    rf"(?<![\w:]){_FIRST_DAY}(?:{_DAY}|{_SPOKEN_DAY}|(?<=\ble ){_HEARD_DAY})\s?(?:{MONTHS})\b"
    r"(?:\.?\s?(?:20\d\d|19\d\d|[012]\d\b))?"
)
_FIGURES = re.compile(
    r"(?<![\w/.-])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d(?![\w/])"
    r"|(?:(?<=\ble )|(?<=\bdu )|(?<=\bau )|(?<=\bel )|(?<=: )|(?<=\bc )|(?<=\bcest )|(?<=\best )|(?<=\bniv )"
    r"|(?<=\bne )|(?<=\bnee )|(?<=anniv )|(?<=rdv ))"
    r"(?:0?[1-9]|[12]\d|3[01])(?:[/.](?:0?[1-9]|1[0-2])|-(?:0[1-9]|1[0-2]))(?![\w/])(?!\.\d)"
    r"|(?<![\w/.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-])"
    r"|(?<![\w/.-])(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19|20)\d\d(?!\w)"
)
_FEAST = re.compile(
    r"(?:14 ?juillet|25 ?decembre|24 ?decembre|31 ?decembre|1 ?er ?(?:janvier"
    r"|mai|avril)|premier (?:mai|janvier|avril)|11 ?novembre|31 ?octobre|8 ?mars"
    r"|14 ?fevrier)$"
)
_BORN = re.compile(
    r"\b(?:ne|nee|nai|anniv\w*|naissance|birthday|placee?|arrivee?s?|jugement|audience|morte?|decedee?|rendez|rdv|depuis"
    r"|contrat|sign\w{1,4}|sortie?|majeure?|operee?|hospitalis\w+|fugu\w+|proces|tribunal|convo\w+|embauch\w+|mariage"
    r"|bapt\w+|adopt\w+|enterr\w+|obseques|demenag\w+|expuls\w+|rencontr\w+|bail)\b"
)
_PLATE = re.compile(
    r"(?<![\w-])(?!(?:le|la|de|du|en|un|et|il|on|au|ce|ou|si|tu|je|ma|sa|ta|me"
    r"|te|se|ne|no|a|ai) )[a-z]{2}[ -]?\d{3}[ -]?[a-z]{2}(?![\w-])"
)
_FILES = (
    r"(?:dossi\w{1,2}|dosier|reference|ref|num[eé]ro|num|matricule|badge|allocataire|agdref|nir|rg|secu|recepisse"
    r"|plaque|immatricul\w+|ecrou|mandat|convention|pupille|adherent|licence|beneficiaire|contrat|facture|ine)"
)
_CASE = re.compile(
    rf"\b(?:{_FILES}|n°|no|procedure|permis|recours|affaire|titre)\b\.?"
    r"(?:\s*(?::|,|n°|no|num|numero|est|c'?est|ces?|le|de|du|d'|dossier|rg|placement|ase|ecrou|secu|licence|etudiant"
    r"|caf|sejour|assistance)){0,4}\s*(?P<code>(?=[\w/.-]{0,20}\d)(?:[a-z]{2,5}\s(?=\d{3}))?"  # "aemo 3308/b"
    r"(?:\d(?:\s\d{3})+|[a-z0-9](?:[\w/.-]{2,}\w))(?:\s[a-z](?=\s\d))?(?:\s\d{2,})*(?:\s[a-z](?!\w))?)"
)
_CASE_FAR = re.compile(  # "mon numéro de la cantine c'est 0047-REB"
    rf"\b(?:{_FILES}|code)\b"
    r"(?:[ ',:]{1,3}[^\W\d]{1,14}){1,7}?[ ',:]{1,3}"
    r"(?P<code>(?!(?:19|20)\d\d\b(?![/-]))(?:\d{4,}(?:[ /-]\d{2,})*|\d{1,3}(?: \d{3})+|\d{2,4}(?:[/-]\d{2,})+)"
    r"(?:[ /-]?[a-z]{1,4})?)(?!\w)"
    r"(?!\s*(?:euro|balle|km|metre|fois|jour|personne))"
)
_CODE = re.compile(
    r"(?<![\w/.@-])(?:[a-z]{2,5}[-/ ]?(?:19|20)\d\d[-/](?!(?:19|20)\d\d\b)\d{2,}|[a-z]{1,5}[-/]\d{3,}(?:[-/]\w+)*"
    r"|(?:19|20)\d\d/\d{3,}|\d{2,4}[-/][a-z]{1,4}[-/]\d{2,}|\d{2}/\d{3,})(?![\w/-])"
    r"|(?<!\w)[1278] ?\d\d ?[01]\d ?\d\d ?\d{3} ?\d{3}(?: ?\d\d)?(?!\w)"
    r"|(?<![\w/.@+-])(?=[a-z/-]*\d)(?=(?:[a-z/-]*\d){6})(?=[\d/-]*[a-z])[a-z\d]+(?:[/-][a-z\d]+)*(?![\w@./-]\w)"
    r"|(?<![\w/.+-])[1-9]\d{7,17}(?![\w/])|(?<!\w)fr\d\d(?: ?\w{4}){5}(?: ?\w{1,3})?(?!\w)"
)
_ROOM = re.compile(
    r"\b(?:chambre|logement|studio|appart(?:ement)?|appt|apt|bat(?:iment)?|bloc|hall|escalier)"
    r"(?:[^.!?\n\d]{0,40}\b(?:c'?est|cest|c|j'?ai) l[ae]\s|\s*(?:numero|n°|num|no)?\s*)"
    r"(?P<room>[a-z]?\d{1,4}[a-z]?)\b(?!\s*(?:m2|metres|euros|e\b|eme|lits|pers|jours|h\b))"
)


def shaped(reading: Reading) -> Iterator[Found]:
    """Find every detail known by its shape in the folded text; they may overlap."""
    text = reading.folded
    if [sign for sign in _AT_SIGNS if sign in text]:
        yield from ((*match.span(), Label.EMAIL) for match in _EMAIL.finditer(text))
    if "@" in text or "#" in text:
        yield from ((*match.span(), Label.HANDLE) for match in _TAG.finditer(text))
    if "point" in text:
        yield from ((*match.span(), Label.URL) for match in _SPOKEN_URL.finditer(text))
    dots = text.count(".")
    dotted = dots > 0 and _DOTTED.search(text) is not None
    if dotted or "://" in text:
        yield from ((*match.span(), Label.URL) for match in _URL.finditer(text))
    yield from _handles(text, reading.words, dotted=dotted)
    if dots > 1 and _TWO_DOTS.search(text):
        yield from ((*match.span(), Label.PERSON) for match in _INITIALS.finditer(reading.shown))
    figures = len("".join(_DIGITS.findall(text)))
    if figures or "zero" in text:
        yield from _numbers(text, figures)
    if figures or not _MONTH_SET.isdisjoint(reading.words):
        yield from _dates(text, figures)


_MONTH_SET = frozenset(MONTHS.split("|"))
_SOCIAL_SET = frozenset(SOCIAL.split("|"))


def _handles(text: str, words: list[str], *, dotted: bool) -> Iterator[Found]:
    if dotted or "_" in text:
        for match in _LOOSE.finditer(text):
            word = match.group()
            if (
                "_" in word.strip("_.")
                or (any(map(str.isdigit, word)) and len(word) > 5 and not word[0].isdigit())
                or (word.count(".") > 1 and "..." not in word and len(word) > 8)
            ):
                yield *match.span(), Label.HANDLE
    if not _SOCIAL_SET.isdisjoint(words):
        for match in _CALLED.finditer(text):
            name = match["name"]
            odd = any(sign.isdigit() or sign in "_." for sign in name) and any(map(str.isalpha, name))
            if len(name) > 3 and (odd or (len(name) > 4 and kind(name) == 1 and not is_contracted(name))):
                yield *match.span("name"), Label.HANDLE


def _numbers(text: str, figures: int) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if not _HELP.match(re.sub(r"\D", "", match.group())):
            yield *match.span(), Label.PHONE
    for match in _SPOKEN.finditer(text):
        if len(re.findall(r"\w+", match.group())) > 4:
            yield match.start(), match.start() + len(match.group().rstrip(" ,.-\n\t")), Label.PHONE
    if figures > 2:
        yield from ((*match.span(), Label.ID) for match in _PLATE.finditer(text))
        if figures > 5 or "-" in text or "/" in text:
            yield from ((*match.span(), Label.ID) for match in _CODE.finditer(text))
    if figures > 3:
        cases = (match for match in _CASE.finditer(text) if sum(map(str.isdigit, match["code"])) > 3)
        yield from ((*match.span("code"), Label.ID) for match in cases)
        yield from ((*match.span("code"), Label.ID) for match in _CASE_FAR.finditer(text))
    yield from ((*match.span(), Label.ID) for match in _ROOM.finditer(text))


def _dates(text: str, figures: int) -> Iterator[Found]:
    for match in _DATE.finditer(text):
        around = text[max(0, match.start() - 40) : match.end() + 25]
        if not _FEAST.match(match.group()) or _BORN.search(around):
            yield *match.span(), Label.DATE
    if figures > 1 and _PARTED.search(text):
        yield from ((*match.span(), Label.DATE) for match in _FIGURES.finditer(text))
    yield from ((*match.span(), Label.DATE) for match in _ABROAD.finditer(text))

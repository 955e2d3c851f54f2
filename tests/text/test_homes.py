"""Homes, shops, places and numbers that no list knows, told by their shape or by what stands around."""

import pytest

from hcec.text.identifying import find_identifying


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_identifying(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je dors a la vergnolière depuis lundi", "vergnolière"),
        ("ma mamie est à la maison de retraite les glycines", "glycines"),
        ("le foyer il s'appelle l'envolée", "l'envolée"),
        ("il zone derrière le lidl des tuileries", "tuileries"),
        ("je fais du judo a lAlliance Sportive", "lAlliance Sportive"),
        ("mon stage est au haras du moulin brulé", "moulin brulé"),
        ("on rentre à pied du gymnase coubertin", "coubertin"),
        ("le bus pour bellenaves est plein", "bellenaves"),
        ("je dors dans un hotel a roissy", "roissy"),
        ("Ma chambre à la résidence c'est la 214", "214"),
        ("mon numéro de la cantine c'est 0047-REB", "0047-REB"),
        ("on a fêté ça le 21 otobre", "21 otobre"),
        ("le goûter chez jean-noel", "jean-noel"),
        ("wallah khadra la veilleuse est une mère", "khadra"),
    ],
)
def test_a_name_is_told_by_what_stands_around(text, name):
    assert any(name in stretch for stretch in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "au foyer le soir on mange tôt",
        "à la résidence les voisins crient",
        "je suis à la maison et je dors à la cave",
        "on ferme les volets, on va à la piscine",
        "je vais au lycée horticole",
        "mon numéro c'est long à dire",
        "j'attends mon dossier depuis 2021",
        "elle sent le pain, la boulangerie du coin",
    ],
)
def test_words_like_others_stay(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jsuis placée au foyer l'arc en ciel", "arc en ciel"),
        ("ils m'ont mis a l'itep le bel air", "bel air"),
        ("au lieu de vie le petit prince on est six", "petit prince"),
        ("je bosse au tabac le balto", "balto"),
        ("mon stage cest au garage peyrou et fils", "peyrou et fils"),
        ("mon maitre de stage au garage Dupré & Frères", "Dupré & Frères"),
        ("je fais mon apprentissage a la boulangerie au blé doré", "au blé doré"),
        ("je travaille à la crêperie du vieux puits", "vieux puits"),
        ("mon frère va à l'école de la croix blanche", "croix blanche"),
        ("jsuis du tieks des marronniers", "marronniers"),
        ("jhabite au lotissement du grand pré", "grand pré"),
        ("je descends à l'arrêt pont vieux", "pont vieux"),
        ("jfais du foot a l'us saint maurice", "saint maurice"),
        ("mon club c'est le judo club des volcans", "volcans"),
        ("avant le foyer c'était la roseraie", "la roseraie"),
        ("le foyer où je suis c'est la clairière", "la clairière"),
        ("les educs du moulin vert sont cools", "moulin vert"),
        ("jattends sur le parking du carrefour des trois fontaines", "trois fontaines"),
        ("je suis hospitalisé à la clinique du bois joli", "bois joli"),
        ("au poney club les sabots d'argent", "sabots d'argent"),
        ("mon cheval est au centre équestre de la licorne", "licorne"),
        ("le cfa des métiers du bois m'a pris", "métiers du bois"),
        ("je suis hébergé à l'hôtel bellevue", "bellevue"),
        ("je vais à la mjc du plateau", "plateau"),
        ("groupe des écureuils, chambre du fond", "écureuils"),
        ("mon école c'est jean jaurès", "jean jaurès"),
        ("ya une bagarre devant jean moulin", "jean moulin"),
        ("je rentre de marie curie à 17h", "marie curie"),
        ("on s'est retrouvés à la combe aux ânes", "combe aux ânes"),
        ("mon père vit à Benin City", "Benin City"),
        ("je suis à la maison d'enfants du coteau", "coteau"),
        ("je vais au centre de loisirs la cabane bleue", "cabane bleue"),
        ("je suis en stage à la crèche pomme d'api", "pomme d'api"),
        ("stage au cabinet vétérinaire des sources", "sources"),
        ("il bosse à l'ehpad les roses d'or", "roses d'or"),
        ("à la maison d'enfants les cinq chemins c'est chaud", "cinq chemins"),
        ("la piscine des ormeaux", "ormeaux"),
    ],
)
def test_a_home_named_by_plain_words_is_told_by_what_announces_it(text, name):
    assert any(name in stretch for stretch in found(text)), found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jsuis tjrs au phare, on est cinq", "phare"),
        ("je suis à la ruche depuis mars", "ruche"),
        ("je vis à horizon depuis janvier", "horizon"),
        ("on était à st ex ensemble", "st ex"),
        ("le car va jusqua st nicolas", "st nicolas"),
        ("rdv place grenette à midi", "place grenette"),
        ("il habite bloc 12 des Provinces", "Provinces"),
        ("il traîne pont de la libération", "pont de la libération"),
        ("la ligne 4 direction les chartreux", "chartreux"),
        ("je suis né à port au prince", "port au prince"),
        ("Ronde-Couture me manque", "Ronde-Couture"),
        ("je bosse chez fleurs et feuilles", "fleurs et feuilles"),
        ("je fais de la boxe à l'étincelle", "étincelle"),
        ("mes potes de schweitzer me manquent", "schweitzer"),
        ("ma psy mme n'guessan est bien", "n'guessan"),
        ("mon juge c'est madame le guen", "le guen"),
        ("ma sœur vit chez les dupuis", "dupuis"),
        ("on m'appelle la crevette au foyer", "crevette"),
        ("Merci. Signé : Bout d'Chou, 17 ans", "Bout d'Chou"),
        ("né le vin deu out", "vin deu out"),
        ("né un vingt-neuf février", "vingt-neuf février"),
        ("dossier 1842 W 77 aux archives", "1842 W 77"),
        ("son numéro d'écrou, 48 731, au-dessus", "48 731"),
        ("mon apl c le dossier 0 884 217 K", "0 884 217 K"),
    ],
)
def test_a_name_is_told_by_staying_working_or_counting(text, name):
    assert any(name in stretch for stretch in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "je suis au bord de la route",
        "je suis à la fin de l'histoire",
        "je suis allée rue par rue",
        "il reste une place libre et un quai vide",
        "je travaille chez moi le soir",
        "la saint valentin et le saint graal",
        "on m'appelle la nuit pour rien",
        "promo 2016-2021 comme on dit",
        "tranquille 10/10, rien à dire",
        "je suis à la bourre, attendez moi",
    ],
)
def test_where_one_is_without_a_name_stays(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "je rentre du collège la nuit",
        "le foyer c'est la prison",
        "le lieu de vie me plaît bien",
        "le club de foot du village a perdu",
        "je suis dans le groupe des petits",
        "la boulangerie vend du pain dur",
        "avant le foyer c'était la rue",
        "le directeur de la maison veut me voir",
        "un hotel pas cher, une chambre sale",
        "l'arrêt de bus est loin",
        "la pension alimentaire est pas payée",
        "on a une salle de sport au foyer et un jardin",
        "les gars du foyer fument",
    ],
)
def test_what_follows_a_home_without_naming_it_stays(text):
    assert found(text) == []

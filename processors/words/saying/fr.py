"""How guards are said in French."""

from orin.processors.words.saying.language import Language
from orin.processors.words.saying.nouns.fr import NOUNS

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_VOWELS = tuple("aeiouéèêâ")
_SILENT_H = ("horloge",)


def _none(many: str) -> str:
    return f"d'{many}" if many.startswith((*_VOWELS, *_SILENT_H)) else f"de {many}"


FRENCH = Language(
    code="fr",
    quotes=("«\u00a0", "\u00a0»"),
    comma=",",
    articles=("un", "une"),
    nouns=NOUNS,
    anything=("quelque chose", "choses de tout genre"),
    labelled=("un objet étiqueté {label}", "objets étiquetés {label}"),
    others=("un sac, un colis ou un autre objet", "sacs, colis ou autres objets"),
    none=_none,
    either=(" ou ",),
    both=(" et ",),
    agree=lambda number: 0 if number < 2 else 1,
    counts_one=lambda number: number < 2,
    units={
        "day": ("jour", "jours"),
        "hour": ("heure", "heures"),
        "minute": ("minute", "minutes"),
        "second": ("seconde", "secondes"),
    },
    heights=("hauteur de corps", "hauteurs de corps"),
    heights_than=("hauteur de corps", "hauteurs de corps"),
    speeds={"": "{heights} par seconde", "km/h": "km/h", "m/s": "m/s"},
    severities={"low": "faible", "medium": "moyenne", "high": "élevée", "critical": "critique"},
    day=lambda day: f"le {_DAYS[day]}",
    days=lambda first, last: f"du {_DAYS[first]} au {_DAYS[last]}",
    daily="tous les jours",
    always="à toute heure",
    never="aucun jour",
    hours=" de {begin} à {end}",
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    date="le {day} {month} {year}",
    first_of_month="1er",
    excepted=", sauf {dates}",
    kinds={
        "appears": "{O} apparaît{zone}{on}",
        "enters": "{O} entre dans la zone {Z}{on}",
        "exits": "{O} quitte la zone {Z}{on}",
        "crosses.in": "{O} franchit la ligne {L} vers l'intérieur{on}",
        "crosses.out": "{O} franchit la ligne {L} vers l'extérieur{on}",
        "crosses.any": "{O} franchit la ligne {L} dans un sens ou dans l'autre{on}",
        "removed": "on enlève {O} de sa place{zone}{on}",
        "delivered": "on apporte {O} dans la zone {Z}{on} et l'y laisse {T}",
        "unattended.anyone": "{O} reste sans surveillance pendant {T}{zone}{on}",
        "unattended.owner": "{O} reste sans son propriétaire pendant {T}{zone}{on}",
        "loiters": "{O} reste {T} dans la zone {Z}{on}",
        "occupancy.over": "il y a plus de {N} {C} dans la zone {Z}{on} pendant {T}",
        "occupancy.over.one": "il y a plus de {N} {C} dans la zone {Z}{on} pendant {T}",
        "occupancy.under": "il y a moins de {N} {C} dans la zone {Z}{on} pendant {T}",
        "occupancy.under.one": "il y a moins de {N} {C} dans la zone {Z}{on} pendant {T}",
        "absent": "il n'y a pas {C} dans la zone {Z}{on} pendant {T}",
        "absent.people": "il n'y a personne dans la zone {Z}{on} pendant {T}",
        "speeding": "{O} dépasse {S}{lasting}{zone}{on}",
        "wrong_way.in": "{O} franchit la ligne {L}{on} à contresens, vers l'intérieur",
        "wrong_way.out": "{O} franchit la ligne {L}{on} à contresens, vers l'extérieur",
        "tailgating.in": "{O} franchit la ligne {L} vers l'intérieur{on} au plus {T} après le passage précédent",
        "tailgating.out": "{O} franchit la ligne {L} vers l'extérieur{on} au plus {T} après le passage précédent",
        "tailgating.any": "{O} franchit la ligne {L}{on} au plus {T} après le passage précédent dans le même sens",
    },
    zone=" dans la zone {Z}",
    lasting=" pendant {T}",
    on_one=" devant la caméra {cameras}",
    on_several=" devant les caméras {cameras}",
    on_all=" devant toute caméra",
    outside=", mais pas dans {X}",
    between="\u00a0; ",
    parts={
        "severity": "la gravité est {G}",
        "escalate": "{T} après l'alarme, la gravité devient {G}",
        "radius": "le rayon est de {H}",
        "inertia": "un changement compte quand il a duré {T}",
        "inertia.none": "un changement compte aussitôt",
        "min_score": "seules comptent les détections d'une confiance d'au moins {F}",
        "min_size": "le grand côté mesure au moins {P}\u00a0% de l'image",
        "max_size": "le grand côté mesure au plus {P}\u00a0% de l'image",
        "anchor": "c'est le centre du cadre qui compte, non sa base",
        "min_coverage": "au moins {P}\u00a0% du temps doit avoir été observé",
        "cooldown": "après un avis, il n'y en a pas d'autre pendant {T}",
        "notify": "les avis vont à {R}",
    },
    other_kind="une garde du type {kind} veille{on}",
    with_fields=" avec {fields}",
)  # fmt: skip

"""Words that turn a wish around and that no field says by itself: they are never read past."""

AT_ONCE = frozenset(
    """at the same time;simultaneously;at once;concurrently;gleichzeitig;zugleich;zur selben zeit;zur gleichen zeit
;одновременно;в одно время;a la vez;al mismo tiempo;simultaneamente;en meme temps;a la fois;simultanement""".replace(
        "\n", ""
    ).split(";")
)
"""Of a count it says nothing: each is of one time."""
PERMITTED = frozenset(
    [
        "fine",
        "ok",
        "okay",
        "alright",
        "allowed",
        "permitted",
        "welcome",
        "erlaubt",
        "ordnung",
        "okay",
        "egal",
        "можно",
        "разрешено",
        "нормально",
        "permitido",
        "bien",
        "vale",
        "autorise",
        "permis",
    ]
)
"""What is so is not what to watch for."""
PHRASES = {
    "en": {
        "m:role": "manager/managers|supervisor/supervisors|lead|leader/leaders|foreman|chief|officer/officers|warden/wardens|desk|team|crew|office|department|dispatcher",
        "m:except": "unless",
        "m:ordinal": "first|second|third|fourth|fifth|last|previous|next",
        "m:corrno": "no|nope",
        "m:joined": "together|both|each other|in pairs|accompanied|escorted|side by side|hand in hand",
        "m:change": "no longer|stops|stopped|until|finishes|after which|before",
    },
    "de": {
        "m:role": "leiter*|leitung|chef|team|meister|zentrale x|buro x|dienst|leitstelle",
        "m:except": "es sei denn|ausser wenn",
        "m:ordinal": "erste*|zweite*|dritte*|vierte*|letzte*|nachste*",
        "m:corrno": "nein|nee|ne",
        "m:joined": "zusammen|gemeinsam|miteinander|paarweise|begleitet*|in begleitung",
        "m:change": "nicht mehr|nicht langer",
    },
    "ru": {
        "m:role": "начальник*|руководител*|бригадир*|отдел*|диспетчер*|служб*",
        "m:except": "если только не|разве что|если не",
        "m:ordinal": "перв*|втор*|трет*|последн*|следующ*|предыдущ*",
        "m:corrno": "нет|не",
        "m:joined": "вместе|вдвоем|парами|в сопровождении|сопровожд*",
        "m:change": "больше не|перестал*|перестан*",
    },
    "es": {
        "m:role": "jefe/jefa|encargado/encargada|responsable|equipo|supervisor",
        "m:except": "a menos que|a no ser que|salvo que|excepto si|salvo si",
        "m:ordinal": "primer/primero/primera|segundo/segunda|tercer/tercero/tercera|ultimo/ultima|siguiente",
        "m:corrno": "no",
        "m:joined": "juntos|juntas|acompanado/acompanada|en pareja|entre si",
        "m:change": "ya no|deja de",
    },
    "fr": {
        "m:role": "chef|responsable|equipe|gerant|superviseur",
        "m:except": "a moins que|a moins qu'|sauf si|sauf s'|sauf quand",
        "m:ordinal": "premier/premiere|deuxieme|second|troisieme|dernier/derniere|suivant/suivante|prochain/prochaine",
        "m:corrno": "non",
        "m:joined": "ensemble|accompagne/accompagnee|par deux|entre eux",
        "m:change": "ne plus|cesse de",
    },
}

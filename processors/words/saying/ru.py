"""How guards are said in Russian: nouns in the nominative, or counted in the genitive; durations in the accusative."""

from decimal import Decimal

from orin.processors.words.saying.language import Language
from orin.processors.words.saying.nouns.ru import NOUNS

_FROM = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_TO = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
_ON = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")


def _agree(number: Decimal) -> int:
    """1 минута, 2 минуты, 5 минут, 1,5 минуты."""
    if number != int(number):
        return 3
    ten, hundred = int(number) % 10, int(number) % 100
    if ten == 1 and hundred != 11:
        return 0
    return 1 if 2 <= ten <= 4 and not 12 <= hundred <= 14 else 2


RUSSIAN = Language(
    code="ru",
    quotes=("«", "»"),
    comma=",",
    nouns=NOUNS,
    anything=("что-либо", "объектов любого рода"),
    labelled=("объект с меткой {label}", "объектов с меткой {label}"),
    others=("сумка, посылка или другой предмет", "сумок, посылок или других предметов"),
    either=(" или ",),
    both=(" и ",),
    agree=_agree,
    counts_one=lambda _: False,
    units={
        "day": ("день", "дня", "дней", "дня"),
        "hour": ("час", "часа", "часов", "часа"),
        "minute": ("минуту", "минуты", "минут", "минуты"),
        "second": ("секунду", "секунды", "секунд", "секунды"),
    },
    heights=("рост", "роста", "ростов", "роста"),
    heights_than=("роста", "ростов", "ростов", "роста"),
    speeds={"": "{heights} в секунду", "km/h": "км/ч", "m/s": "м/с"},
    severities={"low": "низкая", "medium": "средняя", "high": "высокая", "critical": "критическая"},
    day=lambda day: f"по {_ON[day]}",
    days=lambda first, last: f"{'со' if first == 1 else 'с'} {_FROM[first]} по {_TO[last]}",
    daily="ежедневно",
    always="круглосуточно",
    never="ни в один день",
    hours=" с {begin} до {end}",
    months=(
        "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
        "декабря",
    ),
    date="{day} {month} {year} года",
    excepted=", кроме {dates}",
    kinds={
        "appears": "{O} появляется{zone}{on}",
        "enters": "{O} попадает в зону {Z}{on}",
        "exits": "{O} покидает зону {Z}{on}",
        "crosses.in": "{O} проходит внутрь через линию {L}{on}",
        "crosses.out": "{O} проходит наружу через линию {L}{on}",
        "crosses.any": "{O} проходит в любом направлении через линию {L}{on}",
        "removed": "{O} исчезает со своего места{zone}{on}",
        "delivered": "{O} доставляется в зону {Z}{on} и остаётся там {T}",
        "unattended.anyone": "{O} стоит {T} без присмотра{zone}{on}",
        "unattended.owner": "{O} стоит {T} без владельца{zone}{on}",
        "loiters": "{O} находится {T} в зоне {Z}{on}",
        "occupancy.over": "число {C} в зоне {Z}{on} больше {N} уже {T}",
        "occupancy.under": "число {C} в зоне {Z}{on} меньше {N} уже {T}",
        "absent": "уже {T} нет {C} в зоне {Z}{on}",
        "absent.people": "уже {T} никого нет в зоне {Z}{on}",
        "speeding": "{O} движется{lasting} быстрее {S}{zone}{on}",
        "wrong_way.in": "{O} проходит через линию {L}{on} в запрещённом направлении, внутрь",
        "wrong_way.out": "{O} проходит через линию {L}{on} в запрещённом направлении, наружу",
        "tailgating.in": "{O} проходит внутрь через линию {L}{on} не позже чем через {T} после предыдущего прохода",
        "tailgating.out": "{O} проходит наружу через линию {L}{on} не позже чем через {T} после предыдущего прохода",
        "tailgating.any": (
            "{O} проходит через линию {L}{on} не позже чем через {T} после предыдущего прохода в ту же сторону"
        ),
    },
    zone=" в зоне {Z}",
    lasting=" {T}",
    on_one=" перед камерой {cameras}",
    on_several=" перед камерами {cameras}",
    on_all=" перед любой камерой",
    outside=", но не в {X}",
    parts={
        "severity": "важность — {G}",
        "escalate": "через {T} после тревоги важность — {G}",
        "radius": "радиус — {H}",
        "inertia": "изменение учитывается через {T}",
        "inertia.none": "изменение учитывается сразу",
        "min_score": "учитываются только обнаружения с оценкой не ниже {F}",
        "min_size": "большая сторона — не менее {P} % кадра",
        "max_size": "большая сторона — не более {P} % кадра",
        "anchor": "учитывается центр рамки, а не её низ",
        "min_coverage": "наблюдаться должно не менее {P} % времени",
        "cooldown": "следующее уведомление — не раньше чем через {T}",
        "notify": "уведомлять {R}",
    },
    other_kind="правило вида {kind} действует{on}",
    with_fields=", поля: {fields}",
)  # fmt: skip

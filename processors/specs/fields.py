"""Readers for the parts of cameras and guards: zones, lines, ground, schedules."""

import datetime as dt
import re
import zoneinfo
from functools import cache
from itertools import combinations
from typing import Any

import yaml
from shapely.geometry import LineString
from shapely.geometry import Polygon as Shape
from shapely.validation import explain_validity

from orin.processors.geometry import Point, canonical
from orin.processors.specs.ground import DegenerateError, homography
from orin.processors.specs.models import DAYS, Ground
from orin.processors.specs.nodes import Reader, called, fields, mapping, matching, plain_number, several, text
from orin.processors.specs.problems import Problems
from orin.processors.specs.rule_fields import NAME
from orin.schemas import names
from orin.schemas.nearest import meant

CAMERA = matching(names.CAMERA_PATTERN, f"a camera's name: {names.CAMERA_RULE}")
CAMERA_PATTERN = matching(
    r"[A-Za-z0-9_.*?-]+(/[A-Za-z0-9_.*?-]+)?", "a camera's name SITE/NAME, or a pattern of one with '*' and '?'"
)

LEAST_AREA = 1e-6
"""Of the picture: a zone smaller than this was not meant."""
MOST_POINTS = 1000
_HOURS = re.compile(r"(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)")
LAST_MINUTE = 24 * 60


def named(item: Reader, what: str) -> Reader:
    """A mapping from names to items, whose mistakes begin with what each is called: `zone 'floor'`."""

    def read(node: yaml.Node, problems: Problems) -> dict[str, Any]:
        pairs = mapping(node, problems, what) or {}
        values = {
            NAME(key, problems): item(value, problems.of(f"{what.removesuffix('s')} '{key.value}'"))
            for key, value in pairs.values()
        }
        return {name: value for name, value in values.items() if name is not None and value is not None}

    return read


def point(node: yaml.Node, problems: Problems, *, picture: bool = True) -> Point | None:
    """[x, y], of the picture within 0..1."""
    parts = [plain_number(each) for each in node.value] if isinstance(node, yaml.SequenceNode) else []
    if len(parts) != 2 or parts[0] is None or parts[1] is None:
        problems.add(node, "expected a point [x, y]")
        return None
    x, y = parts[0] + 0.0, parts[1] + 0.0
    if picture and not (0 <= x <= 1 and 0 <= y <= 1):
        problems.add(node, f"point [{x:g}, {y:g}] lies outside the picture: x and y are 0 to 1")
        return None
    return (x, y)


def points(node: yaml.Node, problems: Problems, *, picture: bool = True) -> list[Point] | None:
    """None when any of them is wrong."""
    if not isinstance(node, yaml.SequenceNode) or len(node.value) > MOST_POINTS:
        problems.add(node, f"expected a list of points [[x, y], ...], at most {MOST_POINTS}")
        return None
    read = [point(each, problems, picture=picture) for each in node.value]
    found = [each for each in read if each is not None]
    return found if len(found) == len(read) else None


def polygon(node: yaml.Node, problems: Problems) -> tuple[Point, ...] | None:
    found = points(node, problems)
    if found is None:
        return None
    if len(set(found)) < 3:
        problems.add(node, f"at least 3 different points are needed, this has {len(set(found))}")
        return None
    corners = canonical(found)
    shape = Shape(corners)
    if shape.convex_hull.area < LEAST_AREA:
        problems.add(node, "it has no area: all its points are collinear")
        return None
    if not shape.is_valid:
        problems.add(node, f"its border crosses or touches itself: {explain_validity(shape)}")
        return None
    return corners


def segment(node: yaml.Node, problems: Problems) -> tuple[Point, ...] | None:
    found = points(node, problems)
    if found is None:
        return None
    if len(found) != 2 or LineString(found).length == 0:
        problems.add(node, f"exactly 2 different points are needed, this has {len(dict.fromkeys(found))}")
        return None
    return tuple(found)


def ground(node: yaml.Node, problems: Problems) -> dict[str, Any] | None:
    def metres(node: yaml.Node, problems: Problems) -> list[Point] | None:
        return points(node, problems, picture=False)

    values = fields(node, problems, "ground", {"points": points, "metres": metres}, ("points", "metres"))
    if values is None or values.get("points") is None or values.get("metres") is None:
        return None
    if not len(values["points"]) == len(values["metres"]) >= 4:
        problems.add(node, "ground needs at least 4 points, and as many in 'metres' as in 'points'")
        return None
    try:
        homography(Ground(points=tuple(values["points"]), metres=tuple(values["metres"])))
    except DegenerateError:
        problems.add(node, _degenerate(values["points"], values["metres"]))
        return None
    return values


def _degenerate(points: list[Point], metres: list[Point]) -> str:
    for name, given in (("points", points), ("metres", metres)):
        for three in combinations(given, 3) if len(given) == 4 else ():
            if LineString(three).convex_hull.area == 0:
                said = ", ".join(f"[{x:g}, {y:g}]" for x, y in three)
                return f"ground: three of the '{name}' are collinear: {said}; no three may be"
    return (
        "ground: these points do not determine it: no three of four may lie on one line, "
        "and 'metres' must be in the order of 'points'"
    )


def schedule(node: yaml.Node, problems: Problems) -> dict[str, Any] | None:
    readers: dict[str, Reader] = {
        "days": days,
        "hours": hours,
        "timezone": timezone,
        "except": several(date, "dates"),
    }
    values = fields(node, problems, "schedule", readers, ("timezone",))
    if values is not None and "except" in values:
        values["except"] = tuple(sorted(values["except"]))
    return values


def days(node: yaml.Node, problems: Problems) -> tuple[str, ...] | None:
    """`mon-fri`, `sat`, `mon,wed`, or a list of these; in the week's order."""
    found: set[str] = set()
    valid = True
    for each in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        for part in (text(each, problems) or "").lower().split(","):
            ends = [day.strip() for day in part.split("-")]
            wrong = [day for day in ends if day not in DAYS]
            for day in wrong:
                problems.add(each, f"unknown day '{day}'{meant(day, DAYS)}")
            if len(ends) > 2:
                problems.add(each, f"'{part}' is not a day or two days with '-' between them")
            if wrong or len(ends) > 2:
                valid = False
                continue
            first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
            found.update(DAYS[(first + i) % 7] for i in range((last - first) % 7 + 1))
    return tuple(day for day in DAYS if day in found) if valid else None


def hours(node: yaml.Node, problems: Problems) -> str | None:
    """`08:00-20:00`; over midnight when the end is before the begin; `00:00-24:00` is the whole day."""
    match = _HOURS.fullmatch(node.value.strip()) if isinstance(node, yaml.ScalarNode) else None
    if match:
        h1, m1, h2, m2 = (int(part) for part in match.groups())
        begin, end = 60 * h1 + m1, 60 * h2 + m2
        if m1 < 60 and m2 < 60 and begin < LAST_MINUTE and end <= LAST_MINUTE and begin != end:
            return f"{h1:02}:{m1:02}-{h2:02}:{m2:02}"
    problems.add(node, f"hours are {called(node)}, but must be 'HH:MM-HH:MM', two different times from 00:00 to 24:00")
    return None


@cache
def timezones() -> frozenset[str]:
    """The names of all time zones. They are files, which take long to list."""
    return frozenset(zoneinfo.available_timezones())


def timezone(node: yaml.Node, problems: Problems) -> str | None:
    value = text(node, problems)
    known = timezones()
    if value is None or value in known:
        return value
    problems.add(node, f"unknown timezone '{value}'{meant(value, known)}")
    return None


def date(node: yaml.Node, problems: Problems) -> str | None:
    value = text(node, problems)
    try:
        return value and dt.date.fromisoformat(value).isoformat()
    except ValueError:
        problems.add(node, f"'{value}' is not a date: write YYYY-MM-DD")
        return None

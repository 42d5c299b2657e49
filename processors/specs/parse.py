"""From the text of a spec file to validated specs: a YAML stream, each document a camera or a guard."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import yaml

from orin.processors.specs import fields as read
from orin.processors.specs.kinds import KINDS, GuardKind
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.nodes import Reader, duration, fields, is_null, mapping, number, several
from orin.processors.specs.problems import Fault, Problems, SpecError
from orin.processors.specs.references import CameraNames, Reference, check, losses
from orin.processors.specs.rule_fields import NAME, SEVERITY, label
from orin.schemas.nearest import meant, nearest

__all__ = ["Fault", "ParsedSpec", "SpecError", "check_references", "parse_specs"]

DEEPEST = 50
"""Levels of lists and mappings in one another; a spec has six."""
_CAMERA: dict[str, Reader] = {
    "camera": read.CAMERA,
    "zones": read.named(read.polygon, "zones"),
    "lines": read.named(read.segment, "lines"),
    "ignore": read.named(read.polygon, "ignore"),
    "ground": read.ground,
    "gap_tolerance": duration(),
}
_GUARD: dict[str, Reader] = {
    "guard": NAME,
    "cameras": several(read.CAMERA_PATTERN, "cameras"),
    "when": lambda node, _: node,
    "schedule": read.schedule,
    "severity": SEVERITY,
    "min_coverage": number(0, 1),
    "cooldown": duration(zero=True),
    "notify": several(NAME, "receivers"),
}


@dataclass(frozen=True)
class ParsedSpec:
    """A validated document: `body` is its canonical JSON, `line` and `column` (from 1) say where it begins."""

    kind: Literal["camera", "guard"]
    name: str
    body: str
    line: int
    column: int = 1
    filename: str = "<text>"
    references: tuple[Reference, ...] = ()


def parse_specs(
    text: str,
    filename: str,
    known_cameras: Mapping[str, CameraSpec] | None = None,
    labels: Collection[str] = (),
    applied_guards: Collection[GuardSpec] = (),
) -> list[ParsedSpec]:
    """The documents of a spec file in order.

    With `known_cameras` the names of cameras, zones and lines are checked as well, and what `applied_guards` would
    lose (as `check_references` does), in the same list of mistakes. `labels` are further label names to accept, those
    of a given model. Raises SpecError with every mistake of the file.
    """
    return _parse(text, filename, labels, lambda _: known_cameras, applied_guards)


def parse_and_check(text: str, filename: str, known_cameras: Mapping[str, CameraSpec]) -> tuple[list[ParsedSpec], bool]:
    """The documents, and whether the names in them were checked: they are where any camera is known, or in the file.

    Raises SpecError with every mistake of the file.
    """
    checked = []

    def known(drafts: list[_Draft]) -> Mapping[str, CameraSpec] | None:
        kinds = {draft.kind for draft in drafts}
        checked.append(bool(known_cameras) or kinds != {"guard"})
        return known_cameras if checked[-1] else None

    return _parse(text, filename, (), known), checked[-1]


def _parse(
    text: str,
    filename: str,
    labels: Collection[str],
    known: "Callable[[list[_Draft]], Mapping[str, CameraSpec] | None]",
    applied_guards: Collection[GuardSpec] = (),
) -> list[ParsedSpec]:
    """`known`: the cameras to check names against, given the documents; None: names are not checked."""
    problems = Problems(filename)
    drafts = [
        draft
        for node in documents(text, problems, "no camera and no guard")
        if (draft := _document(node, problems, labels))
    ]
    seen: dict[tuple[str, str], int] = {}
    for draft in drafts:
        first = seen.setdefault((draft.kind, draft.name), draft.line)
        if draft.name and first != draft.line:
            problems.add_at(draft.line, draft.column, f"{draft.kind} '{draft.name}' is already here, at line {first}")
    known_cameras = known(drafts)
    if known_cameras is not None:
        _check(drafts, known_cameras, {filename: problems})
    specs = [draft.spec for draft in drafts if draft.spec is not None]
    if known_cameras is not None:
        _check_losses(specs, known_cameras, applied_guards, {filename: problems})
    problems.raise_any()
    return specs


def camera_specs(specs: Collection[ParsedSpec]) -> dict[str, CameraSpec]:
    """The camera specs among these, by name."""
    return {s.name: msgspec.json.decode(s.body, type=CameraSpec) for s in specs if s.kind == "camera"}


def check_references(
    specs: Collection[ParsedSpec],
    known_cameras: Mapping[str, CameraSpec],
    applied_guards: Collection[GuardSpec] = (),
) -> None:
    """Raises SpecError unless every camera, zone and line that a guard names is in `known_cameras` or in `specs`.

    The same when a camera of `specs` lacks what one of `applied_guards` uses on it as it is known now, unless `specs`
    have another revision of that guard.
    """
    by_file = {spec.filename: Problems(spec.filename) for spec in specs}
    drafts = [
        _Draft(spec.kind, spec.name, spec.line, spec.column, spec.filename, spec, list(spec.references), _parts(spec))
        for spec in specs
    ]
    _check(drafts, known_cameras, by_file)
    _check_losses(specs, known_cameras, applied_guards, by_file)
    faults = [fault for problems in by_file.values() for fault in problems.faults]
    if faults:
        raise SpecError(faults)


def _check_losses(
    specs: Collection[ParsedSpec],
    known_cameras: Mapping[str, CameraSpec],
    applied_guards: Collection[GuardSpec],
    by_file: Mapping[str, Problems],
) -> None:
    changed = {spec.name for spec in specs if spec.kind == "guard"}
    kept = [guard for guard in applied_guards if guard.guard not in changed]
    for spec in specs:
        if spec.kind == "camera" and spec.name in known_cameras:
            camera = msgspec.json.decode(spec.body, type=CameraSpec)
            for loss in losses(known_cameras[spec.name], camera, kept):
                by_file[spec.filename].add_at(spec.line, spec.column, loss)


@dataclass(frozen=True)
class _Draft:
    """A document that may have mistakes: its names can be checked and used all the same."""

    kind: Literal["camera", "guard"]
    name: str
    line: int
    column: int
    filename: str
    spec: ParsedSpec | None
    references: list[Reference]
    parts: CameraNames | None


def _parts(spec: ParsedSpec) -> CameraNames | None:
    return _offer(msgspec.json.decode(spec.body, type=CameraSpec)) if spec.kind == "camera" else None


def _offer(camera: CameraSpec) -> CameraNames:
    return CameraNames(
        camera.camera, frozenset(camera.zones), frozenset(camera.lines), ground=camera.ground is not None
    )


def _check(drafts: list[_Draft], known: Mapping[str, CameraSpec], by_file: Mapping[str, Problems]) -> None:
    cameras = {name: _offer(camera) for name, camera in known.items()}
    cameras.update({draft.name: draft.parts for draft in drafts if draft.parts and draft.name})
    for draft in drafts:
        check(draft.references, cameras, by_file[draft.filename])


class _Loader(yaml.SafeLoader):
    """Refuses what is nested deeper than any spec, while it is scanned: for all of it PyYAML takes quadratic time."""

    def fetch_flow_collection_start(self, token: type[yaml.Token]) -> None:
        self._refuse_depth(self.flow_level)
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> bool:
        self._refuse_depth(len(self.indents))
        return bool(super().add_indent(column))

    def _refuse_depth(self, depth: int) -> None:
        if depth >= DEEPEST:
            raise yaml.scanner.ScannerError(None, None, f"nested more than {DEEPEST} levels deep", self.get_mark())


def documents(text: str, problems: Problems, none: str) -> list[yaml.Node]:
    """The documents of a stream that are not empty; that there are `none` is a mistake."""
    nodes: list[yaml.Node] = []
    try:
        nodes.extend(node for node in yaml.compose_all(text, Loader=_Loader) if node and not is_null(node))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problems.add_at(line, column, f"not valid YAML: {error.problem or error.context}")
        return nodes
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        column = len(before) - (before.rfind("\n") + 1) + 1
        problems.add_at(
            before.count("\n") + 1, column, f"not valid YAML: character #x{error.character:04x} is not text"
        )
        return nodes
    if not nodes:
        problems.add_at(1, 1, f"the file holds {none}")
    return nodes


def _document(node: yaml.Node, problems: Problems, labels: Collection[str]) -> _Draft | None:
    given = {str(key.value) for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
    kinds = [kind for kind in ("camera", "guard") if kind in given]
    pairs = mapping(node, problems, kinds[0] if len(kinds) == 1 else "a document")
    if pairs is None:
        return None
    if len(kinds) != 1:
        return _kindless(node, pairs, problems, labels)
    references: list[Reference] = []
    kind: Literal["camera", "guard"]
    if kinds == ["camera"]:
        kind = "camera"
        values = fields(node, problems, "camera", _CAMERA, ("camera",))
    else:
        kind = "guard"
        values = fields(node, problems, "guard", _GUARD, ("guard", "cameras", "when"))
        references = _guard(values, pairs, problems, labels)
    if values is None:
        return None
    name = values.get(kind) or ""
    place = _place(node)
    body = _body(values, kind)
    spec = ParsedSpec(kind, name, body, *place, problems.filename, tuple(references)) if body else None
    parts = (
        CameraNames(name, _names(pairs, "zones"), _names(pairs, "lines"), ground="ground" in pairs)
        if kind == "camera"
        else None
    )
    return _Draft(kind, name, *place, problems.filename, spec, references, parts)


def _kindless(
    node: yaml.Node, pairs: dict[str, tuple[yaml.Node, yaml.Node]], problems: Problems, labels: Collection[str]
) -> _Draft:
    """A document that is no camera and no guard, or both: its other mistakes are those of what it looks like."""
    both = pairs.keys() >= {"camera", "guard"}
    near = {} if both else {n: hint for n in pairs if "did you" in (hint := meant(n, ("camera", "guard")))}
    has = "both" if both else f"neither{next(iter(near.values()), '')}"
    problems.add(node, f"a document must have either 'camera' or 'guard', this has {has}")
    kind: Literal["camera", "guard"] = "guard" if pairs.keys() & {"when", "cameras"} else "camera"
    other = {"camera" if kind == "guard" else "guard", *(near.keys() - _GUARD.keys())}
    rest = {name: pair for name, pair in pairs.items() if name not in other}
    inner = yaml.MappingNode(node.tag, list(rest.values()), node.start_mark, node.end_mark)
    values = fields(inner, problems, kind, _GUARD if kind == "guard" else _CAMERA)
    references = _guard(values, rest, problems, labels) if kind == "guard" else []
    return _Draft(kind, "", *_place(node), problems.filename, None, references, None)


def _names(pairs: dict[str, tuple[yaml.Node, yaml.Node]], name: str) -> frozenset[str]:
    node = pairs[name][1] if name in pairs else None
    if not isinstance(node, yaml.MappingNode):
        return frozenset()
    return frozenset(str(key.value) for key, _ in node.value)


def _guard(
    values: dict[str, Any] | None,
    pairs: dict[str, tuple[yaml.Node, yaml.Node]],
    problems: Problems,
    labels: Collection[str],
) -> list[Reference]:
    """Reads `when` into `values`, and gathers what the guard refers to."""
    if values is None:
        return []
    if "cameras" in values and not values["cameras"] and not _items(pairs, "cameras"):
        problems.add(pairs["cameras"][1], "a guard needs at least one camera")
    references = [Reference("camera", name.value, *_place(name)) for name in _items(pairs, "cameras")]
    if "when" in values:
        values["when"] = _when(values["when"], problems, labels, references)
    return references


def _when(
    node: yaml.Node, problems: Problems, labels: Collection[str], references: list[Reference]
) -> dict[str, Any] | None:
    pairs = mapping(node, problems, "when")
    if pairs is None:
        return None
    if len(pairs) != 1:
        problems.add(node, f"'when' needs exactly one kind, this has {len(pairs)} (valid: {', '.join(KINDS)})")
    rules: dict[str, Any] = {}
    for name, (key, value) in pairs.items():
        kind = KINDS.get(name)
        if kind is None:
            problems.add(key, f"unknown kind '{name}'{meant(name, KINDS)}")
            # Its fields are read as those of the kind that was meant, so that their mistakes are reported as well.
            kind = KINDS.get(nearest(name, KINDS) or "")
        if kind is not None:
            readers = {**kind.readers, "objects": several(label(labels), "labels")}
            rules[name] = _rule(kind, readers, (key, value), problems, references)
    return rules if len(pairs) == 1 and rules.keys() <= KINDS.keys() and None not in rules.values() else None


def _rule(
    kind: GuardKind,
    readers: dict[str, Reader],
    pair: tuple[yaml.Node, yaml.Node],
    problems: Problems,
    references: list[Reference],
) -> dict[str, Any] | None:
    """The fields of one kind, given its name and what stands under it."""
    name, (key, value) = kind.name, pair
    required = [each.encode_name for each in msgspec.structs.fields(kind.rule) if each.required]
    empty = yaml.MappingNode("tag:yaml.org,2002:map", [], key.start_mark, key.end_mark)
    given = empty if is_null(value) else value
    values = fields(given, problems, name, readers, required)
    if values is None:
        return None
    if (values.get("min_size") or 0.0) > (values["max_size"] if values.get("max_size") is not None else 1.0):
        problems.add(value, "min_size is larger than max_size")
    problem = kind.check(values)
    if problem is not None:
        problems.add(value, problem)
    inner = mapping(given, problems, name) or {}
    in_metres = [each for each in kind.rule.ground_fields if isinstance(values.get(each), str)]
    references.extend(Reference("ground", values[each], *_place(inner[each][1])) for each in in_metres)
    for each, what in (("zone", "zone"), ("except", "zone"), ("line", "line")):
        references.extend(Reference(what, item.value, *_place(item)) for item in _items(inner, each))
    for each in ("objects", "except"):
        if each in values:
            values[each] = tuple(sorted(values[each]))
    return values


def _items(pairs: dict[str, tuple[yaml.Node, yaml.Node]], name: str) -> list[yaml.ScalarNode]:
    if name not in pairs:
        return []
    node = pairs[name][1]
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [each for each in nodes if isinstance(each, yaml.ScalarNode) and not is_null(each)]


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _body(values: dict[str, Any] | None, kind: str) -> str | None:
    """Canonical JSON with every default filled in; None when a mistake was noted before."""
    try:
        spec = msgspec.convert(values, type=CameraSpec if kind == "camera" else GuardSpec)
    except msgspec.ValidationError:
        return None
    return msgspec.json.encode(spec, order="sorted").decode()

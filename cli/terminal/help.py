"""Help as plain text, and a group that imports a command only when it is called: `orin --help` stays quick."""

import importlib
from collections.abc import Iterator, Mapping
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_group_from_info
from typer.models import TyperInfo

from orin.schemas.nearest import nearest


class Lazy(NamedTuple):
    """A command that is not imported yet: where it is, and its line in the help of the group above."""

    module: str
    attribute: str
    """A `typer.Typer`, or a function with the command's options; beside it EPILOG, the example under its help."""
    summary: str

    def load(self, name: str) -> Any:
        """The command, under its name."""
        module = importlib.import_module(self.module)
        found = getattr(module, self.attribute)
        if not isinstance(found, typer.Typer):
            app = typer.Typer()
            app.command(name, epilog=module.EPILOG)(found)
            return _group(app).commands[name]
        group = _group(found)
        group.name = name
        return group


class LazyGroup(TyperGroup):
    """A group of `table`'s commands. Subclasses set the table."""

    table: Mapping[str, Lazy] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = _Commands(self.table)

    def get_params(self, ctx: Any) -> list[Any]:
        return _converted_late(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(self.table)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in self.table.items()])


class _Commands(Mapping[str, Any]):
    """The commands by name, each loaded when it is asked for."""

    def __init__(self, table: Mapping[str, Lazy]) -> None:
        self._table = table
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = self._table[name].load(name)
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class PlainCommand(TyperCommand):
    """A command whose help names each value by one word in capitals, such as FILE, and no type of Python."""

    def __init__(self, name: str | None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        for parameter in self.params:
            is_flag = isinstance(parameter, TyperOption) and parameter.is_flag
            if parameter.metavar is None and not is_flag:
                parameter.metavar = _metavar(parameter)

    def get_params(self, ctx: Any) -> list[Any]:
        return _converted_late(super().get_params(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002
        pieces = [self.options_metavar] if self.options_metavar else []
        for parameter in self.params:
            if isinstance(parameter, TyperArgument):
                name = str(parameter.metavar) + ("..." if parameter.nargs != 1 else "")
                pieces.append(name if parameter.required else f"[{name}]")
        return pieces

    def format_options(self, ctx: Any, formatter: Any) -> None:
        rows: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if isinstance(parameter, TyperArgument):
                rows["Arguments"].append((str(parameter.metavar), record[1]))
            else:
                rows["Options"].append(record)
        for title, found in rows.items():
            if found:
                with formatter.section(title):
                    formatter.write_dl(found)


class PlainGroup(TyperGroup):
    """A group whose help gives the first sentence on each command whole, over as many lines as it takes."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(command.help)) for name, command in self.commands.items()])


def _first_sentence(help_text: str | None) -> str:
    sentence, stop, _ = " ".join((help_text or "").split()).partition(". ")
    return sentence + stop.rstrip()


_WORDS: dict[type, str] = {Path: "FILE", int: "N", float: "NUMBER", str: "TEXT"}


def _metavar(parameter: Any) -> str:
    """The word for a value that the command has none of its own for: by its name for an argument, else by its type."""
    if isinstance(parameter, TyperArgument):
        return str(parameter.name).upper()
    described = parameter.type_descriptor
    if described.is_choice:
        return "|".join(str(each.value if isinstance(each, Enum) else each) for each in described.choices or ())
    of_list = getattr(described.annotation, "__args__", (described.annotation,))
    return _WORDS.get(of_list[0], "TEXT")


class _LateConversion:
    """In the place of a parameter's `get_runtime_param`: plain kinds are converted here (text,
    paths that need not exist, numbers, words of a list), all else by typer's own, which imports pydantic.
    """

    def __init__(self, parameter: Any) -> None:
        self._convert = parameter.get_runtime_param
        self._is_one = parameter.nargs == 1 and not getattr(parameter, "multiple", False)
        kind, info = parameter.type_descriptor.annotation, parameter.type_descriptor.parameter_info
        is_checked = info.exists or info.writable or info.resolve_path or not (info.file_okay and info.dir_okay)
        is_word = isinstance(kind, type) and issubclass(kind, StrEnum)
        self._kind = kind if kind in (str, int, float) or is_word or (kind is Path and not is_checked) else None
        self._info = info

    def __call__(self) -> "_LateConversion":
        return self

    def coerce(self, value: Any, *, param: Any, ctx: Any) -> Any:
        if self._is_one and value is None:
            return None
        if self._is_one and self._kind is not None and isinstance(value, str):
            return self._converted(value)
        return self._convert().coerce(value, param=param, ctx=ctx)

    def _converted(self, text: str) -> Any:
        kind = self._kind
        if kind in (int, float):
            return _number(kind, text, self._info.min, self._info.max)
        if kind in (str, Path):
            return kind(text)
        return None if kind is None else _word(kind, text)


def _number(kind: Any, text: str, least: float | None, most: float | None) -> int | float:
    try:
        number: int | float = kind(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is not a {'whole ' if kind is int else ''}number") from None
    if least is not None and not number >= least:
        raise typer.BadParameter(f"{text} is less than {least:g}, the least possible")
    if most is not None and not number <= most:
        raise typer.BadParameter(f"{text} is more than {most:g}, the most possible")
    return number


def _word(kind: Any, text: str) -> Any:
    words = [each.value for each in kind]
    if text not in words:
        near = nearest(text, words)
        likely = f" (did you mean '{near}'?)" if near is not None else ""
        raise typer.BadParameter(f"'{text}' is not one of {', '.join(words)}{likely}")
    return kind(text)


def _converted_late(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if not isinstance(parameter.get_runtime_param, _LateConversion):
            parameter.get_runtime_param = _LateConversion(parameter)
    return parameters


def _group(app: typer.Typer) -> TyperGroup:
    for command in app.registered_commands:
        command.cls = PlainCommand
    return get_group_from_info(
        TyperInfo(app, cls=PlainGroup), pretty_exceptions_short=False, suggest_commands=True, rich_markup_mode=None
    )

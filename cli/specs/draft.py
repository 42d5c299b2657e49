"""`orin guards draft`: an operator's words become guards, a question or a refusal."""

import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
import yaml

from orin.cli.specs.files import read_specs, read_text
from orin.processors.specs.fields import timezones
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.parse import camera_specs
from orin.processors.specs.references import matches
from orin.processors.words.answer import Answer, Question
from orin.processors.words.conversation import converse
from orin.processors.words.reading.places import Site
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.plain import plain

if TYPE_CHECKING:
    from orin.cli.specs.proposer import Proposer

_LOCALTIME = Path("/etc/localtime")


class NotDrafted(OrinError):
    """A question or a refusal where a guard was to be printed."""


class Drafter:
    """Answers by the rules, and by the model of the settings where those leave a wish open."""

    def __init__(self, file: Path) -> None:
        specs = read_specs(file)
        cameras = camera_specs(specs)
        if not cameras:
            raise Misuse(f"{file}: the file has no camera; guards are drafted for the cameras of --site")
        self.site = Site(cameras)
        self.model = ""
        self._timezone = local_timezone()
        self._proposer = self._proposes({spec.name for spec in specs if spec.kind == "guard"})

    def _proposes(self, taken: Collection[str]) -> "Proposer | None":
        """Of the model of the settings; these and the client are not loaded where nothing can name one."""
        named = any(name.upper().startswith("ORIN_WORDS_") for name in os.environ) or Path(".env").exists()
        if not named:
            return None
        from orin.cli.specs.proposer import Proposer
        from orin.runtime.chat import chat_model
        from orin.runtime.config.settings import Settings

        model = chat_model(Settings())
        if model is None:
            return None
        self.model = model.name
        return Proposer(model, self.site, self._timezone, taken)

    def answer(self, said: Sequence[str]) -> Answer:
        """To the last of what was `said`."""
        answer = converse(said, self.site, self._timezone)
        return self._proposer.instead(said, answer) if self._proposer else answer


def draft_one(sentence: str, site: Path, conversation: Path | None, *, as_json: bool) -> None:
    """Prints the answer: guards with the cameras that they are of, as a spec file; else raises NotDrafted."""
    drafter = Drafter(site)
    said = [*_so_far(conversation), sentence]
    answer = drafter.answer(said)
    while answer.answer == "ask" and not as_json and conversation is None and _is_terminal():
        _ask(answer)
        reply = click.prompt(">", prompt_suffix=" ", default="", show_default=False, err=True)
        if not reply.strip():
            break
        said.append(reply)
        answer = drafter.answer(said)
    _keep(conversation, said)
    if as_json:
        click.echo(json.dumps(printed(answer), ensure_ascii=False))
        return
    if answer.answer != "guard":
        raise NotDrafted(answer.reason or _questions(answer))
    click.echo(_spec_file(answer, drafter.site.cameras, drafter.model), nl=False)


def draft_batch(batch: Path, site: Path) -> None:
    """One JSON object a line, for each line `{"id", "text"}`."""
    drafter = Drafter(site)
    for number, item in _items(batch):
        answer = drafter.answer([item["text"]])
        click.echo(json.dumps({"id": item.get("id", number), **printed(answer)}, ensure_ascii=False))


def printed(answer: Answer) -> dict[str, Any]:
    """As `--json` has it."""
    fields: dict[str, Any] = msgspec.to_builtins(answer)
    return fields


def local_timezone() -> str:
    """Of this machine: `TZ`, else where /etc/localtime points to, else UTC."""
    linked = str(_LOCALTIME.resolve()).partition("zoneinfo/")[2] if _LOCALTIME.exists() else ""
    for name in (os.environ.get("TZ", "").lstrip(":"), linked):
        if name in timezones():
            return name
    return "UTC"


def _items(batch: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(read_text(batch).splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except ValueError:
            item = None
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise Misuse(f'{batch}:{number}: expected a line {{"id": ..., "text": "..."}}')
        yield number, item


def _so_far(conversation: Path | None) -> list[str]:
    """What was said before, as `_keep` has written it."""
    if conversation is None or not conversation.exists():
        return []
    try:
        said = json.loads(read_text(conversation))["said"]
    except (ValueError, KeyError, TypeError):
        said = None
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise Misuse(f"{conversation}: this is no conversation of `orin guards draft --continue`; name another file")
    return said


def _keep(conversation: Path | None, said: Sequence[str]) -> None:
    if conversation is None:
        return
    try:
        conversation.write_text(json.dumps({"said": said}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise OrinError(f"{conversation}: cannot be written: {error.strerror}") from None


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(answer: Answer) -> None:
    for question in answer.questions:
        click.echo(_worded(question), err=True)


def _questions(answer: Answer) -> str:
    return " ".join(map(_worded, answer.questions))


def _worded(question: Question) -> str:
    return question.text + (f" ({', '.join(question.choices)})" if question.choices else "")


def _spec_file(answer: Answer, cameras: Mapping[str, CameraSpec], model: str) -> str:
    """The cameras that the guards are of, and the guards; as comments what was assumed, or that `model` proposed it."""
    used = {name for name in cameras for guard in answer.guards if matches(guard["cameras"], name)}
    documents = [_plain(msgspec.to_builtins(cameras[name])) for name in sorted(used)]
    parts = [yaml.safe_dump(each, sort_keys=False, default_flow_style=None, width=120) for each in documents]
    for number, guard in enumerate(answer.guards):
        words = answer.words[number] if number < len(answer.words) else ""
        notes = answer.assumptions if number == 0 else ()
        lines = [*words.splitlines(), *(f"Assumed: {note}" for note in notes)]
        if answer.drafted_by == "model":
            lines = [plain(f"proposed by a model: {model}, check it"), *lines]
            lines += [plain(f"Was open: {_worded(question)}") for question in answer.questions if number == 0]
        comments = "".join(f"# {line}\n" for line in lines)
        parts.append(
            comments + yaml.safe_dump(guard, sort_keys=False, default_flow_style=None, width=120, allow_unicode=True)
        )
    return "---\n".join(parts)


def _plain(camera: dict[str, Any]) -> dict[str, Any]:
    """Without what is at its default, as people write it."""
    return {name: value for name, value in json.loads(json.dumps(camera)).items() if value not in ({}, None)}

"""`orin guards draft`: an operator's words become guards, a question or a refusal."""

import json
import os
import sys
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
import yaml

from orin.cli.specs.files import camera_specs, read_specs, read_text
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.references import matches
from orin.processors.words.answer import Answer
from orin.processors.words.conversation import converse
from orin.processors.words.places import Site
from orin.schemas.errors import Misuse, OrinError

_LOCALTIME = Path("/etc/localtime")


class NotDrafted(OrinError):
    """A question or a refusal where a guard was to be printed."""


def draft_one(sentence: str, site: Path, conversation: Path | None, *, as_json: bool) -> None:
    """Prints the answer: guards with the cameras that they are of, as a spec file; else raises NotDrafted."""
    here = _site(site)
    said = [*_so_far(conversation), sentence]
    timezone = local_timezone()
    answer = converse(said, here, timezone)
    while answer.answer == "ask" and not as_json and conversation is None and _is_terminal():
        _ask(answer)
        reply = click.prompt(">", prompt_suffix=" ", default="", show_default=False, err=True)
        if not reply.strip():
            break
        said.append(reply)
        answer = converse(said, here, timezone)
    _keep(conversation, said)
    if as_json:
        click.echo(json.dumps(printed(answer), ensure_ascii=False))
        return
    if answer.answer != "guard":
        raise NotDrafted(answer.reason or _questions(answer))
    click.echo(_spec_file(answer, here.cameras), nl=False)


def draft_batch(batch: Path, site: Path) -> None:
    """One JSON object a line, for each line `{"id", "text"}`."""
    here, timezone = _site(site), local_timezone()
    for number, item in _items(batch):
        answer = converse([item["text"]], here, timezone)
        click.echo(json.dumps({"id": item.get("id", number), **printed(answer)}, ensure_ascii=False))


def printed(answer: Answer) -> dict[str, Any]:
    """As `--json` has it."""
    fields: dict[str, Any] = msgspec.to_builtins(answer)
    return fields


def local_timezone() -> str:
    """Of this machine: `TZ`, else where /etc/localtime points to, else UTC."""
    linked = str(_LOCALTIME.resolve()).partition("zoneinfo/")[2] if _LOCALTIME.exists() else ""
    for name in (os.environ.get("TZ", "").lstrip(":"), linked):
        if name in zoneinfo.available_timezones():
            return name
    return "UTC"


def _site(site: Path) -> Site:
    found = camera_specs(read_specs(site))
    if not found:
        raise Misuse(f"{site}: the file has no camera; guards are drafted for the cameras of --site")
    return Site(found)


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
        choices = f" ({', '.join(question.choices)})" if question.choices else ""
        click.echo(question.text + choices, err=True)


def _questions(answer: Answer) -> str:
    asked = [
        question.text + (f" ({', '.join(question.choices)})" if question.choices else "")
        for question in answer.questions
    ]
    return " ".join(asked)


def _spec_file(answer: Answer, cameras: Mapping[str, CameraSpec]) -> str:
    """The cameras that the guards are of, and the guards; what was assumed as comments."""
    used = {name for name in cameras for guard in answer.guards if matches(guard["cameras"], name)}
    documents = [_plain(msgspec.to_builtins(cameras[name])) for name in sorted(used)]
    parts = [yaml.safe_dump(each, sort_keys=False, default_flow_style=None, width=120) for each in documents]
    for number, guard in enumerate(answer.guards):
        words = answer.words[number] if number < len(answer.words) else ""
        notes = answer.assumptions if number == 0 else ()
        comments = "".join(f"# {line}\n" for line in (*words.splitlines(), *(f"Assumed: {note}" for note in notes)))
        parts.append(
            comments + yaml.safe_dump(guard, sort_keys=False, default_flow_style=None, width=120, allow_unicode=True)
        )
    return "---\n".join(parts)


def _plain(camera: dict[str, Any]) -> dict[str, Any]:
    """Without what is at its default, as people write it."""
    return {name: value for name, value in json.loads(json.dumps(camera)).items() if value not in ({}, None)}

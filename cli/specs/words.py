"""`orin guards words`: guards said in words."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.processors.words.saying import say
from orin.processors.words.saying.languages import LANGUAGES
from orin.schemas.errors import Misuse


def show(file: Path, specs: Sequence[ParsedSpec], lang: str, *, as_json: bool) -> None:
    """One guard a line. Misuse for a language that nothing is said in, and for a file without guards."""
    if lang not in LANGUAGES:
        raise Misuse(f"--lang {lang!r}: guards are said in {', '.join(LANGUAGES)}")
    guards = [msgspec.json.decode(spec.body, type=GuardSpec) for spec in specs if spec.kind == "guard"]
    if not guards:
        raise Misuse(f"{file}: the file has no guard")
    for guard in guards:
        said = say(guard, lang)
        fields = {"guard": guard.guard, "lang": lang, "words": said}
        click.echo(json.dumps(fields, ensure_ascii=False) if as_json else f"{guard.guard}: {said}")

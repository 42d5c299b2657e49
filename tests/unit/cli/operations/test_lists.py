"""Tables of names at 80 columns: what does not fit is folded, never cut."""

import pytest
from rich.text import Text

from orin.cli.operations import checks
from orin.cli.operations import doctor as command
from orin.cli.operations.checks import Finding
from orin.cli.specs.revisions import show
from orin.processors.identity import spec_name
from orin.processors.specs.parse import parse_specs
from orin.runtime.config.settings import Settings
from orin.schemas.records import Spec
from orin.topologies.specs.history import History

GUARD = """\
guard: nobody-in-the-loading-bay
cameras: ["headquarters-berlin/loading-bay-north-entrance", "demo/*"]
when:
  unattended: {objects: [packages, object], for: 15s}
"""


def columns_of(said: str) -> str:
    """The words without the blanks, so that folded names can be found."""
    return "".join(said.split())


def test_guards_list(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")
    (parsed,) = parse_specs(GUARD, "guards.yaml")
    history = History()
    revision = Spec(kind="guard", name=parsed.name, revision="1-00000000", body=parsed.body, active_from=0)
    history.add(spec_name(revision), 0, revision)
    show(history, "guard", every=False, as_json=False)
    said = Text.from_ansi(capsys.readouterr().out).plain
    assert "…" not in said
    assert "nobody-in-the-loading-bay" in said
    assert max(map(len, said.splitlines())) <= 80


def test_doctor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    path = "/srv/data/" + "of-a-deep-folder/" * 5 + "frames"
    found = Finding(check="frames", state="ok", found=f"{path} is writable", advice="")
    monkeypatch.setattr("orin.cli.operations.checks.examine", lambda settings: [found])
    command.doctor()
    said = capsys.readouterr().out
    assert "…" not in said
    assert path in columns_of(said)


def test_doctor_says_what_motion_alone_can_and_cannot_do() -> None:
    found = [each for each in checks._model(Settings(model=None, backend=None)) if each.check == "model"]
    assert [each.state for each in found] == ["note"]
    assert "counts as a person" in found[0].found
    assert "ORIN_MODEL" in found[0].advice

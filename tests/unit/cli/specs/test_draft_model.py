"""`orin guards draft` with a model: what it proposes is checked like a file, marked, and never more than a draft."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from orin.cli.main import app
from orin.cli.specs.proposal import MOST_GUARDS
from tests.support.servers.chat import Answer, FakeChat, chat, raw, says

KEY = "sk-never-shown-7f3a"
SITE = """
camera: hall/door-1
zones: {desk: [[0, 0.5], [0.3, 0.5], [0.3, 0.8]]}
lines: {gate: [[0.3, 0.6], [0.6, 0.6]]}
---
camera: hall/aisle-2
zones: {aisle: [[0, 0], [1, 0], [1, 1]]}
---
guard: desk-loiters
cameras: hall/door-1
when: {loiters: {objects: people, zone: desk, for: 1h}}
"""
OPEN = "somebody loiters at the desk"
SETTLED = "a dog enters the desk"
UNSURE = "Our insurer wrote to us, so here it is: alert me when a dog enters the desk"
REFUSED = "Alert when Peter comes to the desk"
ESCAPES = "\x1b[2J\x1b]0;owned\x07\u202e\r\n"


def loiters(**fields: Any) -> dict[str, Any]:
    rule = {"objects": "people", "zone": "desk", "for": "2m"}
    return {"guard": "x", "cameras": "hall/door-1", "when": {"loiters": rule}} | fields


def guards(*each: dict[str, Any]) -> Answer:
    return says({"guards": list(each)})


class Desk:
    """The command at one site, in an empty folder; `server` is the one that was asked last."""

    server: FakeChat

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = monkeypatch
        (folder / "site.yaml").write_text(SITE)

    def draft(self, *arguments: str, script: tuple[Answer, ...]) -> Result:
        with chat(script) as self.server:
            self._patch.setenv("ORIN_WORDS_URL", self.server.url)
            result = CliRunner().invoke(app, ["guards", "draft", "--site", "site.yaml", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert KEY not in result.output
        assert "\x1b" not in result.output
        return result

    def answer(self, sentence: str, *script: Answer, more: tuple[str, ...] = ()) -> tuple[dict[str, Any], str]:
        """As `--json` has it, and what is on stderr."""
        result = self.draft(sentence, "--json", *more, script=script)
        found: dict[str, Any] = json.loads(result.stdout)
        return found, result.stderr

    def dropped(self, *script: Answer) -> str:
        """Why the question of the rules stood, in one line."""
        answer, said = self.answer(OPEN, *script)
        assert (answer["answer"], answer["drafted_by"], answer["guards"]) == ("ask", "rules", [])
        assert [question["about"] for question in answer["questions"]] == ["duration"]
        assert said.startswith("orin: ")
        assert len(said.splitlines()) == 1
        assert len(said) < 400
        return said


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    for name, value in {"HOME": str(tmp_path), "WORDS_MODEL": "small-1", "WORDS_KEY": KEY}.items():
        monkeypatch.setenv(f"ORIN_{name}", value)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return Desk(tmp_path, monkeypatch)


def test_a_proposal_is_a_marked_draft_with_the_question_that_it_settles(desk: Desk) -> None:
    answer, said = desk.answer(OPEN, guards(loiters()))
    assert (answer["answer"], answer["drafted_by"], said) == ("guard", "model", "")
    (guard,) = answer["guards"]
    assert guard["when"] == {"loiters": {"zone": "desk", "for": 120.0}}  # people is the default
    assert "2 minutes" in answer["words"][0]
    assert [question["about"] for question in answer["questions"]] == ["duration"]


def test_the_spec_file_says_whose_it_is(desk: Desk) -> None:
    result = desk.draft(OPEN, script=(guards(loiters()),))
    assert result.exit_code == 0
    assert "# proposed by a model: small-1, check it\n" in result.stdout
    assert "# Was open: " in result.stdout
    camera, guard = yaml.safe_load_all(result.stdout)
    assert camera["camera"] == "hall/door-1"
    assert guard["guard"] == "desk-loiters-2"  # `desk-loiters` is in the site file


def test_names_of_a_model_are_not_taken(desk: Desk) -> None:
    answer, _ = desk.answer(OPEN, guards(loiters(guard="desk-loiters"), loiters(guard="desk-loiters", severity="low")))
    assert [guard["guard"] for guard in answer["guards"]] == ["desk-loiters-2", "desk-loiters-3"]


def test_only_the_words_the_names_and_the_schema_are_sent(desk: Desk) -> None:
    desk.answer(OPEN, guards(loiters()))
    ((_, authorization, body),) = desk.server.asked
    assert authorization == f"Bearer {KEY}"
    order, wish = (message["content"] for message in body["messages"])
    assert json.loads(wish) == {
        "cameras": [
            {"camera": "hall/aisle-2", "zones": ["aisle"], "lines": [], "ground": False},
            {"camera": "hall/door-1", "zones": ["desk"], "lines": ["gate"], "ground": False},
        ],
        "said": [OPEN],
    }
    assert OPEN not in order
    shape = body["response_format"]["json_schema"]["schema"]
    assert shape["properties"]["guards"]["items"] == {"$ref": "#/$defs/GuardSpec"}
    assert "CameraSpec" not in shape["$defs"]


@pytest.mark.parametrize(("sentence", "answer"), [(REFUSED, "refuse"), (SETTLED, "guard")])
def test_what_the_rules_refuse_or_settle_is_not_sent(desk: Desk, sentence: str, answer: str) -> None:
    found, said = desk.answer(sentence, guards(loiters()))
    assert (found["answer"], found["drafted_by"], said) == (answer, "rules", "")
    assert desk.server.asked == []


def test_a_draft_that_leaves_words_unread_is_sent(desk: Desk) -> None:
    same = loiters(when={"enters": {"objects": "dog", "zone": "desk"}})
    answer, said = desk.answer(UNSURE, guards(same))
    assert (answer["answer"], answer["drafted_by"], said) == ("guard", "rules", "")  # the model means the same
    assert answer["unread"] == ["insurer", "wrote"]
    assert len(desk.server.asked) == 1
    answer, _ = desk.answer(UNSURE, guards(loiters()))
    assert (answer["drafted_by"], answer["questions"], answer["unread"]) == ("model", [], ["insurer", "wrote"])
    answer, said = desk.answer(UNSURE, says("no"))
    assert (answer["answer"], answer["drafted_by"]) == ("guard", "rules")
    assert "the draft of the rules stands" in said


def test_a_conversation_sends_what_is_open_and_not_what_was_refused(desk: Desk) -> None:
    more = ("--continue", "said.json")
    desk.answer(REFUSED, guards(loiters()), more=more)
    assert desk.server.asked == []
    desk.answer(OPEN, says("no"), more=more)
    assert json.loads(desk.server.asked[0][2]["messages"][1]["content"])["said"] == [OPEN]
    answer, _ = desk.answer("for a good while", guards(loiters()), more=more)
    assert answer["drafted_by"] == "model"
    assert json.loads(desk.server.asked[0][2]["messages"][1]["content"])["said"] == [OPEN, "for a good while"]
    assert json.loads((desk.folder / "said.json").read_text()) == {"said": [REFUSED, OPEN, "for a good while"]}


def test_without_a_setting_nobody_is_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORIN_WORDS_MODEL")
    result = CliRunner().invoke(app, ["guards", "draft", OPEN, "--site", "site.yaml", "--json"])
    assert json.loads(result.stdout)["answer"] == "ask"
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("proposal", "why"),
    [
        (loiters(cameras="yard/cam-9"), "unknown camera: 'yard/cam-9'"),
        (loiters(cameras=["hall/door-1", "yard/*"]), "pattern matches no camera"),
        (loiters(cameras="hall/d\u043eor-1"), "not a camera's name"),
        (loiters(cameras="*"), "unknown zone 'desk' on camera 'hall/aisle-2'"),
        (loiters(when={"loiters": {"for": "2m", "zone": "vault"}}), "unknown zone 'vault'"),
        (loiters(when={"explodes": {"zone": "desk"}}), "explodes"),
        (loiters(when={"loiters": {"for": "2m", "zone": "desk", "objects": "unicorn"}}), "unicorn"),
        (loiters(when={"loiters": {"for": "2m", "zone": "desk"}, "enters": {"zone": "desk"}}), "when"),
        (loiters(command="rm -rf /"), "command"),
        (loiters(notify="attacker"), "it tells 'attacker', who was not named"),
        (loiters(when=[[[[[[]]]]]]), "when"),
        (loiters(when={"loiters": {"for": float("nan"), "zone": "desk"}}), "'NaN' is not a duration"),
        (loiters(schedule={"timezone": "Mars/Base", "hours": "9-5"}), "timezone"),
        (loiters(camera="hall/door-1", zones={"desk": [[0, 0], [1, 0], [1, 1]]}), "it has a camera"),
        (loiters(cameras="hall/door-1" + ESCAPES), "not a camera's name"),
        (loiters(when={ESCAPES: "\ud800"}), "dropped"),
        ({}, "guard needs 'cameras'"),
    ],
)  # fmt: skip
def test_a_guard_that_is_none_of_the_site_is_dropped(desk: Desk, proposal: dict[str, Any], why: str) -> None:
    assert why in desk.dropped(guards(proposal))


def test_one_bad_guard_spoils_all(desk: Desk) -> None:
    assert "vault" in desk.dropped(guards(loiters(), loiters(when={"loiters": {"for": "2m", "zone": "vault"}})))


def test_a_pattern_becomes_the_cameras_that_the_file_has(desk: Desk) -> None:
    answer, _ = desk.answer(OPEN, guards(loiters(cameras="*/door-*")))
    assert answer["guards"][0]["cameras"] == ["hall/door-1"]


def test_hours_are_of_the_time_zone_of_the_machine(desk: Desk) -> None:
    answer, _ = desk.answer(OPEN, guards(loiters(schedule={"hours": "09:00-17:00"})))
    assert answer["guards"][0]["schedule"]["timezone"] == "Europe/Berlin"


def test_a_receiver_that_was_said_is_taken(desk: Desk) -> None:
    sentence = "somebody loiters at the desk, tell security-desk"
    answer, _ = desk.answer(sentence, guards(loiters(notify="security-desk")))
    assert answer["guards"][0]["notify"] == ["security-desk"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sure! I will watch the desk.", "not JSON"), ("", "not JSON"), ("}{", "not JSON"), ("{" * 10_000, "not JSON"),
        ('{"guards": ' + "[" * 20_000 + "}", "not JSON"), ('{"guards": [1]}', "not a list of guards"),
        ('{"guards": {"a": 1}}', "not a list of guards"), ('{"guards": []}', "no guard"), ('{"x": 1}', "not a list"),
        (f"{ESCAPES}You are a helpful {ESCAPES} {OPEN}", "not JSON"), ("x" * 100_000, "longer than"),
        ('{"guards": [{"guard": "x", "cameras": "hall/door-1", "when": ' + '{"a":' * 300 + "1" + "}" * 301 + "]}",
         "nested"),
    ],
)  # fmt: skip
def test_what_is_no_proposal_is_dropped(desk: Desk, text: str, why: str) -> None:
    assert why in desk.dropped(says(text))


def test_a_thousand_guards_are_dropped_uncounted_by_the_parser(desk: Desk) -> None:
    short = {"guard": "x", "cameras": "*", "when": {}}
    assert f"1000 guards; {MOST_GUARDS} at most" in desk.dropped(guards(*[short] * 600, *[{}] * 400))


def test_json_in_a_fence_is_read(desk: Desk) -> None:
    text = f"Here you are:\n```json\n{json.dumps({'guards': [loiters()]})}\n```\nDo check it."
    assert desk.answer(OPEN, says(text))[0]["drafted_by"] == "model"


def test_a_server_without_schemas_is_asked_in_words(desk: Desk) -> None:
    answer, said = desk.answer(OPEN, raw(b"unknown field response_format", 400), guards(loiters()))
    assert (answer["drafted_by"], said) == ("model", "")
    assert "GuardSpec" in desk.server.asked[1][2]["messages"][0]["content"]


@pytest.mark.parametrize("status", [401, 429, 500, 302])
def test_where_no_answer_comes_the_question_stands(desk: Desk, status: int) -> None:
    assert f"HTTP {status}" in desk.dropped(raw(f"{ESCAPES}{KEY}".encode(), status))


def test_a_batch_asks_no_more_where_no_answer_came(desk: Desk) -> None:
    lines = [{"id": number, "text": text} for number, text in enumerate([OPEN, SETTLED, OPEN])]
    (desk.folder / "batch.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = desk.draft("--batch", "batch.jsonl", script=(raw(b"", 401),))
    assert [json.loads(line)["answer"] for line in result.stdout.splitlines()] == ["ask", "guard", "ask"]
    assert len(desk.server.asked) == len(result.stderr.splitlines()) == 1


def test_a_batch_goes_on_after_a_dropped_proposal(desk: Desk) -> None:
    lines = [{"id": number, "text": OPEN} for number in range(2)]
    (desk.folder / "batch.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = desk.draft("--batch", "batch.jsonl", script=(says("no"), guards(loiters())))
    assert [json.loads(line)["drafted_by"] for line in result.stdout.splitlines()] == ["rules", "model"]


def test_a_model_name_is_printed_as_one_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIN_WORDS_MODEL", "m\nguard: evil\x1b[0m")
    result = desk.draft(OPEN, script=(guards(loiters()),))
    assert "# proposed by a model: m\\nguard: evil\\x1b[0m, check it\n" in result.stdout
    assert len(list(yaml.safe_load_all(result.stdout))) == 2

"""Scores worked by hand, and the command line around them. That they equal TrackEval's on whole sequences is what
`python -m benchmarks.tracking_references` shows where TrackEval is installed."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from orin.cli.main import app
from orin.processors.evaluation.mot import Sequence, TrackedBox, TrueBox, parse, write
from orin.processors.evaluation.scores import ALPHAS, Counts, FrameComparison, count, overlaps, scores, together
from orin.processors.evaluation.tracked import compare
from orin.schemas.errors import Misuse, OrinError

INFO = "[Sequence]\nname=walk\nframeRate=10\nseqLength=40\nimWidth=640\nimHeight=480\n"
BOX = (100.0, 100.0, 40.0, 100.0)


def sequence(truth: dict[int, list[TrueBox]]) -> Sequence:
    return Sequence("made", 10.0, max(truth, default=1), 640, 480, {}, truth)


def one(identity: int, place: tuple[float, float, float, float] = BOX, kind: int = 1, active: bool = True) -> TrueBox:
    return TrueBox(identity, place, active, kind)


def test_one_thing_under_two_identities_worked_by_hand() -> None:
    """Four frames, exact boxes; the tracker says 1, 1, 1, then 2.

    Detection is perfect. Association: three matches of identity 1 with A = 3 / (4 + 3 - 3), one of identity 2 with
    A = 1 / (4 + 1 - 1), so AssA = (3 * 3/4 + 1 * 1/4) / 4 = 0.625 and HOTA = sqrt(0.625). Identity 1 is the thing's:
    3 right, 1 missed, 1 too many, IDF1 = 3 / (3 + 0.5 + 0.5). One switch of four boxes: MOTA = 1 - 1/4.
    """
    truth = {f: [one(7)] for f in range(1, 5)}
    result = {f: [TrackedBox(1 if f < 4 else 2, BOX, 0.9)] for f in range(1, 5)}
    counts, switches = compare(sequence(truth), result)
    found = scores(counts)
    assert (found.det_a, found.ass_a, found.mota, found.idf1, found.switches) == pytest.approx((100, 62.5, 75, 75, 1))
    assert found.hota == pytest.approx(100 * 0.625**0.5)
    assert [tuple(s) for s in switches] == [(4, 7, 1, 2)]


def test_a_miss_a_false_box_and_a_loose_box_worked_by_hand() -> None:
    """Two frames. Frame 1: the thing, with a box that overlaps by 2/3, and a false box. Frame 2: a miss.

    Overlap 2/3 counts at the 13 of 19 alphas up to 0.65: there TP 1, FN 1, FP 1, DetA = 1/3, A = 1 / (2 + 1 - 1).
    At 0.5: one right, one missed, one too many, so MOTA = 1 - (1 + 1) / 2 = 0 and IDF1 = 1 / (1 + 0.5 + 0.5).
    """
    loose = (100.0, 100.0, 40.0, 150.0)
    truth = {1: [one(7)], 2: [one(7)]}
    counts, _ = compare(sequence(truth), {1: [TrackedBox(1, loose, 0.9), TrackedBox(2, (400, 0, 40, 90), 0.9)]})
    found = scores(counts)
    assert found.mota == pytest.approx(0)
    assert found.idf1 == pytest.approx(50)
    assert found.det_a == pytest.approx(100 * 13 / 19 / 3)
    assert found.ass_a == pytest.approx(100 * 13 / 19 / 2)
    assert found.hota == pytest.approx(100 * 13 / 19 * (1 / 3 / 2) ** 0.5)


def test_combined_scores_are_of_added_counts_not_means() -> None:
    long, _ = compare(sequence({f: [one(1)] for f in range(1, 10)}), {f: [TrackedBox(1, BOX, 1)] for f in range(1, 10)})
    lost, _ = compare(sequence({1: [one(1)]}), {})
    assert scores(together([long, lost])).mota == pytest.approx(90)
    assert scores(together([long, lost])).det_a == pytest.approx(90)


def test_a_thing_that_comes_back_under_another_identity_is_a_switch() -> None:
    truth = {f: [one(1)] for f in range(1, 6)}
    result = {1: [TrackedBox(1, BOX, 1)], 2: [TrackedBox(1, BOX, 1)], 5: [TrackedBox(2, BOX, 1)]}
    assert compare(sequence(truth), result)[0].switches == 1


def test_an_identity_that_goes_on_is_preferred_to_a_closer_box() -> None:
    near, nearer = (102.0, 100.0, 40.0, 100.0), (101.0, 100.0, 40.0, 100.0)
    truth = {1: [one(1)], 2: [one(1)]}
    result = {1: [TrackedBox(1, BOX, 1)], 2: [TrackedBox(1, near, 1), TrackedBox(2, nearer, 1)]}
    assert compare(sequence(truth), result)[0].switches == 0


@pytest.mark.parametrize("kind", [2, 7, 8, 12])
def test_a_box_on_a_distractor_counts_neither_way(kind: int) -> None:
    truth = {1: [one(1, kind=kind)]}
    counts, _ = compare(sequence(truth), {1: [TrackedBox(1, BOX, 1)]})
    assert (counts.tp, counts.fp, counts.fn) == (0, 0, 0)


def test_what_is_not_active_or_no_pedestrian_is_not_sought() -> None:
    truth = {1: [one(1, active=False), one(2, (300, 0, 40, 90), kind=3)]}
    counts, _ = compare(sequence(truth), {1: [TrackedBox(1, BOX, 1)]})
    assert (counts.tp, counts.fp, counts.fn) == (0, 1, 0)


def some_counts(frames: list[FrameComparison]) -> Counts:
    return count(frames)[0]


@given(st.data())
def test_whatever_is_compared_the_counts_add_up(data: st.DataObject) -> None:
    frames = []
    for _ in range(data.draw(st.integers(0, 6))):
        truth = data.draw(st.lists(st.integers(0, 4), unique=True, max_size=4))
        found = data.draw(st.lists(st.integers(0, 4), unique=True, max_size=4))
        places = st.tuples(*[st.sampled_from((10.0, 12.0, 15.0, 30.0))] * 4)
        boxes = [
            np.array(data.draw(st.lists(places, min_size=len(n), max_size=len(n))), np.float64).reshape(-1, 4)
            for n in (truth, found)
        ]
        frames.append(FrameComparison(np.array(truth, np.int64), np.array(found, np.int64), overlaps(*boxes)))
    counts = some_counts(frames)
    there, said = sum(len(f.truth) for f in frames), sum(len(f.given) for f in frames)
    assert counts.tp + counts.fn == counts.id_tp + counts.id_fn == there
    assert counts.tp + counts.fp == counts.id_tp + counts.id_fp == said
    assert counts.hota_tp + counts.hota_fn == pytest.approx([there] * len(ALPHAS))
    assert counts.hota_tp + counts.hota_fp == pytest.approx([said] * len(ALPHAS))
    assert all(counts.hota_tp[:-1] >= counts.hota_tp[1:])
    assert 0 <= scores(counts).hota <= 100


def test_rows_of_nine_fields_have_a_class_and_rows_of_ten_a_place_in_the_world() -> None:
    rows = "1,1,10,10,20,40,1,7,0.5\n1,2,10,10,20,40,1,7.31,5.5,0\n1,3,10,10,20,40,0,1,1\n"
    truth = parse("walk", INFO, "", rows).truth
    assert truth is not None
    assert [(t.identity, t.kind, t.active) for t in truth[1]] == [(1, 7, True), (2, 1, True), (3, 1, False)]


def test_scores_that_are_all_unknown_make_all_boxes_as_good() -> None:
    boxes = parse("walk", INFO, "1,-1,10,10,20,40,-1,-1,-1,-1\n", None).boxes
    assert [b.score for b in boxes[1]] == [1.0]


def test_results_are_written_by_frame_and_identity() -> None:
    text = write({2: [TrackedBox(2, BOX, 0.5), TrackedBox(1, BOX, 0.25)], 1: [TrackedBox(1, BOX, 1.0)]})
    assert text.splitlines()[0] == "1,1,100.00,100.00,40.00,100.00,1.0000,-1,-1,-1"
    assert [line.split(",")[:2] for line in text.splitlines()] == [["1", "1"], ["2", "1"], ["2", "2"]]


def walk_files(folder: Path, *, gt: bool = True) -> Path:
    rows = [(f, 100 + 4 * f) for f in range(1, 41)]
    for name in ("det", "gt"):
        (folder / name).mkdir(parents=True)
    (folder / "seqinfo.ini").write_text(INFO)
    (folder / "det" / "det.txt").write_text("".join(f"{f},-1,{x},200,40,100,0.9,-1,-1,-1\n" for f, x in rows))
    if gt:
        (folder / "gt" / "gt.txt").write_text("".join(f"{f},1,{x},200,40,100,1,1,1\n" for f, x in rows))
    return folder


def run(*arguments: str | Path) -> list[str]:
    done = CliRunner().invoke(app, ["evaluate", "tracking", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout.splitlines()


def test_the_command_scores_writes_results_and_a_page(tmp_path: Path) -> None:
    folder = walk_files(tmp_path / "some")
    lines = run(tmp_path, "--json", "--out", tmp_path / "out" / "deep", "--html", tmp_path / "page.html")
    assert [json.loads(line)["sequence"] for line in lines] == ["walk", "COMBINED"]
    assert json.loads(lines[0])["hota"] == pytest.approx(100, abs=0.5)
    written = (tmp_path / "out" / "deep" / "walk.txt").read_text().splitlines()
    assert len(written) == 40
    assert {line.split(",")[1] for line in written} == {"1"}
    assert "<h2>walk</h2>" in (tmp_path / "page.html").read_text()
    assert any("COMBINED" in line and "100.0" in line for line in run(folder))


def test_every_nth_frame_alone_is_tracked_and_scored(tmp_path: Path) -> None:
    folder = walk_files(tmp_path / "some")
    lines = run(folder, "--json", "--every", "4", "--out", tmp_path / "out", "--html", tmp_path / "page.html")
    assert json.loads(lines[0])["mota"] == pytest.approx(100)
    written = (tmp_path / "out" / "walk.txt").read_text().splitlines()
    assert [int(line.split(",")[0]) for line in written] == list(range(1, 41, 4))
    assert "Missed boxes: 0" in (tmp_path / "page.html").read_text(), "the frames between are not sought"


def test_a_sequence_without_truth_gets_results_and_no_scores(tmp_path: Path) -> None:
    walk_files(tmp_path, gt=False)
    assert [json.loads(line) for line in run(tmp_path, "--json", "--out", tmp_path)] == [{"sequence": "walk"}]
    assert (tmp_path / "walk.txt").exists()


def fails(*arguments: Path) -> OrinError:
    with pytest.raises(OrinError) as raised:
        CliRunner().invoke(app, ["evaluate", "tracking", *map(str, arguments)], catch_exceptions=False)
    assert "\n" not in str(raised.value)
    return raised.value


def test_what_is_no_sequence_is_misuse(tmp_path: Path) -> None:
    assert isinstance(fails(tmp_path / "nothing"), Misuse)
    assert isinstance(fails(tmp_path), Misuse)
    walk_files(tmp_path / "a"), walk_files(tmp_path / "b")
    assert "both named walk" in str(fails(tmp_path))


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("seqinfo.ini", "", "lacks 'Sequence'"),
        ("seqinfo.ini", "no section", "cannot be read"),
        ("seqinfo.ini", INFO.replace("frameRate=10", "frameRate=fast"), "cannot be read"),
        ("seqinfo.ini", INFO.replace("frameRate=10", "frameRate=0"), "must be above 0"),
        ("seqinfo.ini", INFO.replace("seqLength=40\n", ""), "lacks 'seqLength'"),
        ("seqinfo.ini", INFO.replace("name=walk", "name=../walk"), "cannot be a file name"),
        ("det/det.txt", "1,-1,10,10\n", "det.txt, line 1"),
        ("det/det.txt", "1,-1,10,10,20,40,0.9\n\n1,-1,nan,10,20,40,0.9\n", "det.txt, line 3"),
        ("gt/gt.txt", "1;1;10;10;20;40;1\n", "gt.txt, line 1"),
        ("gt/gt.txt", "0,1,10,10,20,40,1\n", "gt.txt, line 1"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, file: str, text: str, said: str) -> None:
    walk_files(tmp_path)
    (tmp_path / file).write_text(text)
    error = fails(tmp_path)
    assert file in str(error)
    assert said in str(error)


def test_a_missing_or_binary_file_is_named(tmp_path: Path) -> None:
    walk_files(tmp_path)
    (tmp_path / "det" / "det.txt").write_bytes(b"\xff\xfe\x00")
    assert "det.txt is not a text file" in str(fails(tmp_path))
    (tmp_path / "det" / "det.txt").unlink()
    assert "det.txt cannot be read" in str(fails(tmp_path))

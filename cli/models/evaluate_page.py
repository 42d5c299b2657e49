"""The page of `orin evaluate --html`: the worst moments of each sequence, boxes on a plain background."""

from collections.abc import Iterable
from collections.abc import Sequence as Many
from html import escape

from orin.processors.evaluation.mot import MotBox, Result, Sequence, TrackedBox, TrueBox
from orin.processors.evaluation.scores import Switch
from orin.processors.evaluation.tracked import misses

_SHOWN = 6
_STYLE = """
body{font:14px system-ui,sans-serif;margin:2rem;background:#fff;color:#222}
figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top}figcaption{max-width:460px;color:#555}
svg{width:460px;background:#f2f2ef;border:1px solid #ccc}rect{fill:none;stroke-width:2;vector-effect:non-scaling-stroke}
.truth{stroke:#999;stroke-dasharray:5 4}.miss{stroke:#c22;stroke-width:3}.swap{stroke-width:4}
"""


def render(found: Iterable[tuple[Sequence, Result, Many[Switch]]], every: int) -> str:
    """One HTML page that needs nothing else. `every` as in the command: the frames that were tracked."""
    body = "".join(_section(*one, every) for one in found)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Tracking: worst moments</title>'
        f"<style>{_STYLE}</style><h1>Tracking: worst moments</h1><p>Dashed grey: ground truth. Red: missed."
        f" Coloured: tracks, with their numbers.</p>{body}</html>\n"
    )


def _section(sequence: Sequence, result: Result, switches: Many[Switch], every: int) -> str:
    missed = misses(sequence, result, every)
    worst = sorted(missed, key=lambda frame: (-len(missed[frame]), frame))
    parts = [f"<h2>{escape(sequence.name)}</h2><h3>ID switches: {len(switches)}</h3>"]
    parts += [_switch(sequence, result, one) for one in switches[:_SHOWN]]
    parts.append(f"<h3>Missed boxes: {sum(map(len, missed.values()))}</h3>")
    parts += [
        _figure(sequence, result, frame, f"frame {frame}: {len(missed[frame])} missed", missed[frame])
        for frame in _apart(worst, round(sequence.rate))[:_SHOWN]
    ]
    return "".join(parts)


def _switch(sequence: Sequence, result: Result, switch: Switch) -> str:
    earlier = [f for f in result if f < switch.frame and any(g.identity == switch.before for g in result[f])]
    text = f"person {switch.truth}: track {switch.before} at frame {max(earlier)}, {switch.now} at {switch.frame}"
    marked = {switch.before, switch.now}
    return _figure(sequence, result, max(earlier), text, marked=marked) + _figure(
        sequence, result, switch.frame, text, marked=marked
    )


def _apart(frames: Many[int], gap: int) -> list[int]:
    """Of frames that lie closer than `gap` only the first."""
    kept: list[int] = []
    for frame in frames:
        if all(abs(frame - other) > gap for other in kept):
            kept.append(frame)
    return kept


def _figure(
    sequence: Sequence,
    result: Result,
    frame: int,
    caption: str,
    missed: Many[TrueBox] = (),
    marked: Iterable[int] = (),
) -> str:
    truth = (sequence.truth or {}).get(frame, [])
    boxes = [_rect(t.box, 'class="truth"') for t in truth if t.active]
    boxes += [_rect(t.box, 'class="miss"') for t in missed]
    boxes += [_track(g, g.identity in marked, sequence.width / 40) for g in result.get(frame, [])]
    return (
        f'<figure><svg viewBox="0 0 {sequence.width} {sequence.height}">{"".join(boxes)}</svg>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _track(given: TrackedBox, marked: bool, text: float) -> str:
    colour = f"hsl({given.identity * 137 % 360} 70% 40%)"
    style = f'{"class=swap " if marked else ""}style="stroke:{colour}"'
    left, top, *_ = given.box
    label = f'<text x="{left:.0f}" y="{top:.0f}" font-size="{text:.0f}" fill="{colour}">{given.identity}</text>'
    return _rect(given.box, style) + label


def _rect(place: MotBox, style: str) -> str:
    left, top, width, height = place
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" {style}/>'

"""One self-contained page about an event: its timeline, its frames, the paths of its tracks, and details in words."""

from base64 import b64encode
from collections.abc import Callable
from html import escape

from orin.cli.history.explain_drawings import NARROW, WIDE, map_of, picture, timeline
from orin.cli.history.explain_times import Times
from orin.cli.history.explain_words import life, title, verdict
from orin.schemas.errors import OrinError
from orin.topologies.replay.explain import Explanation, KeptFrame

_MOST_FRAMES = 8
_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}

LIGHT = {
    "ink": "#1c2430", "soft": "#515c6e", "line": "#d9dee7", "paper": "#ffffff", "ground": "#f4f6f9",
    "subject": "#c2410c", "owner": "#1d63c4", "other": "#6b7484", "seen": "#3f9a63", "gap": "#c93636",
    "shed": "#a1740c", "zone": "#6d4aed", "good": "#14663c", "bad": "#a23415",
}  # fmt: skip
DARK = LIGHT | {
    "ink": "#e6eaf1", "soft": "#a9b3c3", "line": "#333c4a", "paper": "#1a212c", "ground": "#11161e",
    "subject": "#ff7d4d", "owner": "#6aa8ff", "other": "#98a2b3", "seen": "#4cab74", "gap": "#f06a6a",
    "shed": "#dba936", "zone": "#a594ff", "good": "#4cc38a", "bad": "#ff8a5c",
}  # fmt: skip
LABELS = {"plate": "#10151d", "subject-label": "#ff9a70", "owner-label": "#8fbfff", "other-label": "#d3d9e2"}
"""Colours by name, of the page in light and dark, and of the labels in pictures, which stand on plates of their own."""


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}:{colour};" for name, colour in colours.items())


_COLOURS = f"""
:root {{ color-scheme: light dark; {_variables(LIGHT | LABELS)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}
"""
_RULES = """
* { box-sizing: border-box; }
body { margin:0; background:var(--ground); color:var(--ink);
  font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif; }
main { max-width:1120px; margin:0 auto; padding:28px 20px 60px; }
h1 { font-size:26px; line-height:1.2; margin:0 0 6px; letter-spacing:-.01em; }
h2 { font-size:13px; text-transform:uppercase; letter-spacing:.07em; color:var(--soft); margin:0 0 12px; }
.when { color:var(--soft); margin:0 0 18px; font-variant-numeric:tabular-nums; }
.badge { display:inline-block; border-radius:999px; padding:2px 11px; font-size:13px; font-weight:600; margin-right:6px;
  border:1px solid currentColor; }
.good { color:var(--good); } .bad { color:var(--bad); }
.verdict { margin:0 0 22px; color:var(--soft); }
section { background:var(--paper); border:1px solid var(--line); border-radius:12px; padding:18px 20px;
  margin-bottom:18px; }
svg { display:block; width:100%; height:auto; }
svg text { font:12px system-ui,sans-serif; fill:var(--soft); font-variant-numeric:tabular-nums; }
svg .strong { fill:var(--ink); font-weight:600; }
svg .plate { fill:var(--plate); }
.narrow { display:none; }
@media (max-width:700px) { svg.wide { display:none; } svg.narrow { display:block; } }
.frames { display:grid; grid-template-columns:repeat(auto-fill,minmax(235px,1fr)); gap:14px; }
figure { margin:0; } figure svg { border-radius:8px; background:#10151d; }
figcaption { font-size:13px; color:var(--soft); margin-top:5px; font-variant-numeric:tabular-nums; }
figcaption b { color:var(--ink); }
dl { display:grid; grid-template-columns:110px 1fr; gap:7px 16px; margin:0; }
dt { color:var(--soft); } dd { margin:0; overflow-wrap:anywhere; }
.missing dd, .missing dt { color:var(--bad); }
.legend { display:flex; flex-wrap:wrap; gap:16px; font-size:13px; color:var(--soft); margin-top:10px; }
.legend i { display:inline-block; width:11px; height:11px; border-radius:3px; margin-right:6px; vertical-align:-1px; }
.two { display:grid; grid-template-columns:minmax(0,5fr) minmax(0,6fr); gap:18px; }
@media (max-width:820px) { .two, dl { grid-template-columns:1fr; } dl { gap:0; } dd { margin-bottom:8px; } }
figure svg { overflow:hidden; }
.note { color:var(--soft); font-size:13px; margin:10px 0 0; }
footer { color:var(--soft); font-size:12px; overflow-wrap:anywhere; }
"""


def page(found: Explanation, frame: Callable[[str], bytes], times: Times | None = None) -> str:
    """`frame` gives the bytes of a frame by its URI, and raises OrinError where it is no more."""
    event, times = found.last, times or Times()
    heading = escape(title(found))
    badges = _badge("equal when computed again" if found.equal else "not equal", good=found.equal)
    badges += _badge(event.certainty, good=event.certainty == "observed")
    badges += f'<span class="badge">{escape(event.severity)}</span>'
    badges += f'<span class="badge">{escape(event.outcome or event.phase)}</span>'
    when = "<br>".join(map(escape, times.spans(event.since, event.at)))
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{_COLOURS}{_RULES}</style><main>"
        f"<h1>{heading[:1].upper()}{heading[1:]}</h1>"
        f"<p class=when>{when}<br>guard {escape(event.guard)}</p>"
        f"<p>{badges}</p><p class=verdict>{escape(verdict(found))}</p>"
        f"<section><h2>Timeline</h2>{timeline(found, times, WIDE)}{timeline(found, times, NARROW)}"
        f"{_legend(found)}</section>"
        f"{_frames(found, frame, times)}"
        f"<div class=two>{_map(found)}<section><h2>Details</h2>{_life(found)}"
        "<p class=note>Times in this section are UTC.</p></section></div>"
        f"<footer>event {escape(event.event_id)} · digest {escape(event.digest)} · {escape(event.provenance.topic)}"
        f" partition {event.provenance.partition} offset {event.provenance.offset}</footer></main></html>"
    )


def _badge(text: str, *, good: bool) -> str:
    return f'<span class="badge {"good" if good else "bad"}">{escape(text)}</span>'


def _legend(found: Explanation) -> str:
    keys = [("--seen", "observed"), ("--gap", "gap"), ("--shed", "frames not observed"), ("--subject", "subject")]
    if found.last.owner is not None:
        keys.append(("--owner", "owner"))
    keys.append(("--zone", "window: timer, then open" if found.last.due_at > found.last.since else "phases"))
    return (
        "<div class=legend>"
        + "".join(f"<span><i style='background:var({k})'></i>{t}</span>" for k, t in keys)
        + "</div>"
    )


def _life(found: Explanation) -> str:
    rows = [
        f"<div style='display:contents' class={escape(about)}><dt>{escape(about)}</dt><dd>{escape(text)}</dd></div>"
        for about, text in life(found)
    ]
    return f"<dl>{''.join(rows)}</dl>"


def _map(found: Explanation) -> str:
    drawn = map_of(found)
    return f"<section><h2>Paths</h2>{drawn}</section>" if drawn else ""


def _frames(found: Explanation, frame: Callable[[str], bytes], times: Times) -> str:
    kept = _chosen(found)
    if not kept:
        return ""
    figures, gone = [], 0
    for shot in kept:
        data = _data(shot, frame)
        gone += data is None
        note = f"<b>{escape(_moment(found, shot.at))}</b> {escape(times.both(shot.at))}"
        figures.append(f"<figure>{picture(found, shot, data, times)}<figcaption>{note}</figcaption></figure>")
    lost = f"<p class=verdict>{gone} of {len(kept)} pictures are gone (retention): the boxes are drawn without.</p>"
    return f"<section><h2>Frames</h2>{lost if gone else ''}<div class=frames>{''.join(figures)}</div></section>"


def _moment(found: Explanation, at: int) -> str:
    """What happened on that frame, if anything did."""
    said = [(event.outcome or event.phase).capitalize() for event in found.recorded if event.at == at]
    return ", ".join(said) or ("Window begins" if at == found.last.since else "")


def _chosen(found: Explanation) -> list[KeptFrame]:
    """The frames of the phases and of the window's beginning, and some between, in order."""
    if not found.kept:
        return []
    wanted = [found.last.since, found.last.opened_at, *(event.at for event in found.recorded)]
    begin, end = min(wanted), max(wanted)
    between = max(0, _MOST_FRAMES - len(set(wanted)))
    wanted += [begin + (end - begin) * n // (between + 1) for n in range(1, between + 1)] if end > begin else []
    if end == begin:
        wanted += [begin - 2_000_000, begin - 1_000_000, begin + 1_000_000, begin + 2_000_000]
    nearest = {min(found.kept, key=lambda shot: abs(shot.at - at)).at for at in wanted[:_MOST_FRAMES]}
    return [shot for shot in found.kept if shot.at in nearest]


def _data(shot: KeptFrame, frame: Callable[[str], bytes]) -> str | None:
    """The frame as a data URI; None where it is gone."""
    kind = _TYPES.get((shot.uri or "").rpartition(".")[2])
    if shot.uri is None or kind is None:
        return None
    try:
        return f"data:{kind};base64,{b64encode(frame(shot.uri)).decode()}"
    except OrinError:
        return None

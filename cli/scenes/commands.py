"""`orin scene`: the built-in scenes, and their export as a clip with ground truth."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Simulated scenes with ground truth.", no_args_is_help=True)


@app.command(
    "list", epilog="Each takes a seed and filters: orin try 'scene://doorway?seed=3&night=1' (docs/scenes.md)."
)
def list_scenes(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for each scene.")] = False,
) -> None:
    """Show the scenes: what happens in each, how long it is, and which ready-made guards it demonstrates."""
    import json

    from rich import box
    from rich.console import Console
    from rich.table import Table

    from orin.processors.scenes import describe, open_scene, scene_names

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("scene", "shows", "length", "ready-made guards"):
        table.add_column(heading, no_wrap=heading in ("scene", "length"))
    for name in scene_names():
        scene = open_scene(name)
        shows, guards = describe(name), sorted({event.guard for event in scene.for_ready_made})
        if as_json:
            typer.echo(json.dumps({"scene": name, "shows": shows, "seconds": scene.duration, "guards": guards}))
        table.add_row(name, shows, f"{scene.duration:.0f} s", "\n".join(guards))
    if not as_json:
        Console().print(table)


@app.command(epilog="Example: orin scene render 'doorway?night=1&noise=8' --seed 3 --out clip.mp4 --truth truth.json")
def render(
    scene: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A scene's name, with or without filters after it.", show_default=False),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The clip: .mp4, .webm or .avi.", show_default=False)],
    truth: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write the ground truth: boxes and ids by frame, owners, expected events, as JSON."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Varies places, times and colours. Default: 1.")] = None,
) -> None:
    """Write a scene as a clip, with its ground truth.

    The clip keeps the scene's pace: where a filter drops frames, the image before them is repeated.
    """
    from orin.cli.draw.files import VIDEO_SUFFIXES, check_writable
    from orin.cli.scenes.clip import write_clip, write_truth
    from orin.processors.scenes import open_address

    address = scene if scene.startswith("scene://") else f"scene://{scene}"
    if seed is not None:
        address += f"{'&' if '?' in address else '?'}seed={seed}"
    found = open_address(address)
    check_writable("--out", out, VIDEO_SUFFIXES)
    if truth is not None:
        check_writable("--truth", truth)
    frames = write_clip(found, out)
    if truth is not None:
        write_truth(found, truth)
    typer.echo(f"{out}: {frames} frames, {found.duration:.0f} s" + (f"; {truth}: the ground truth" if truth else ""))

"""The text of a first spec file: one camera with a zone and a line, and guards that use them."""

ZONE = ((0.1, 0.5), (0.9, 0.5), (0.98, 0.95), (0.02, 0.95))
LINE = ((0.5, 0.45), (0.5, 0.95))

_LONGEST = 40
"""Characters of the camera's name that begin a guard's name."""
_TEXT = """\
# {camera}, with a first zone, a first line and guards that use them. Adjust them, then try the file:
#   {command}
#
# Points are [x, y] as shares of the picture's width and height, from its top left corner: [0.5, 0.5] is the middle.
# {picture} shows them on the camera's picture, with a grid to read points off.

camera: {camera}
zones:
  # Where something is watched: the corners of an area on the ground, one after the other around it.
  floor: {zone}
lines:
  # From its first point to its second. Whoever crosses it to the right-hand side of that way goes `in`.
  door: {line}
---
# Somebody stays in the zone for a minute.
guard: {name}-loitering
cameras: ["{camera}"]
when:
  loiters: {{objects: [people], zone: floor, for: 60s}}
severity: medium
---
# A bag, or anything else that was not there before, stands in the zone without its owner for two minutes.
guard: {name}-unattended
cameras: ["{camera}"]
when:
  unattended: {{objects: [packages, object], zone: floor, for: 2m, attended_by: owner}}
severity: high
---
# Somebody crosses the line, either way.
guard: {name}-door
cameras: ["{camera}"]
when:
  crosses: {{objects: [people], line: door, direction: any}}
severity: low
"""


def first_specs(camera: str, command: str, picture: str) -> str:
    """A YAML stream. `command` tries it, `picture` names the file that shows it."""
    return _TEXT.format(
        camera=camera,
        name=camera.partition("/")[2][:_LONGEST],
        command=command,
        picture=picture,
        zone=[list(point) for point in ZONE],
        line=[list(point) for point in LINE],
    )

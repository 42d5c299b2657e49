"""Label groups: the names that guards use for several labels, and within which the tracker associates."""

GROUPS: dict[str, frozenset[str]] = {
    "people": frozenset({"person", "pedestrian"}),
    "packages": frozenset({"backpack", "bag", "box", "handbag", "luggage", "package", "parcel", "suitcase"}),
    "vehicles": frozenset({"bicycle", "boat", "bus", "car", "motorcycle", "train", "truck", "van"}),
    "pets": frozenset({"cat", "dog"}),
}
OBJECT = "object"
"""Anything that stands still and was not there before, whatever it is."""
MOVING = "moving"
"""Anything that moves, seen without a model."""

_GROUP_OF = {label: name for name, labels in GROUPS.items() for label in labels}


def group(label: str) -> str:
    """The group of a label; the label itself when it is in none."""
    return _GROUP_OF.get(label, label)

"""Pronouns that mean something by where they stand."""

WHOSE = frozenset(
    {"their", "his", "her", "its", "seinen", "seine", "sein", "ihre", "ihren", "su", "sus", "son", "sa", "ses"}
)
"""Before what somebody leaves: `their dog`."""
WILL = frozenset({"i'll", "he'll", "she'll", "we'll"})
"""Without the apostrophe they are `ill`, `hell`, `shell` and `well`."""

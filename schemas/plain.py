"""Untrusted text, made safe for a terminal."""


def plain(text: str) -> str:
    """`text` with its control characters as escapes: names in records come from models, files and other producers,
    and a terminal would obey what they hold (colours, titles, the direction of writing).
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)

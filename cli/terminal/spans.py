"""Lengths of time and numbers of things as people say them."""


def lasting(micros: int) -> str:
    """µs as `4 min 20 s`, `12.5 s`, `3 h 5 min`, `2 d 4 h`."""
    seconds = micros / 1e6
    if seconds < 60:
        return f"{seconds:.1f}".removesuffix(".0") + " s"
    minutes, seconds = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def counting(number: int, thing: str) -> str:
    """`1 event`, `2 events`, `1,370 frames`."""
    return f"{number:,} {thing}{'s' if number != 1 else ''}"

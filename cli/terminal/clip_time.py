"""Where something is in a clip, as players show it."""


def clip_time(seconds: float) -> str:
    """`0:41`, `1:02:03`; the second that has begun."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

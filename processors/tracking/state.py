"""What the tracker keeps of one camera between frames: small, plain numbers, the same after msgpack and back."""

from msgspec import Struct


class LiveTrack(Struct, array_like=True):
    """One track. Coordinates in px of the frame, times in µs unless a name says seconds."""

    track_id: str
    born_at: int
    """First detection, or the `since` of the static box that it began with."""
    first_at: int
    """First detection."""
    kind: str
    """What it may be associated with: a label group, or a label that is in none."""
    votes: dict[str, float]
    """Sum of scores by label."""
    hits: int
    confirmed: bool
    last_at: int
    """Last detection."""
    unseen_from: int
    """From when patience counts: the last detection, or the last frame on which its place was covered or dark."""
    score: float
    box: tuple[float, float, float, float]
    """Of the last detection."""
    has_label: bool
    """The last detection's own label was the track's."""
    cx: float
    cy: float
    width: float
    height: float
    vx: float
    vy: float
    """px/s"""
    pp: float
    pv: float
    vv: float
    """Covariance of place and speed, the same for both axes: px², px²/s, px²/s²."""
    ss: float
    """Variance of width and height, px²."""
    rest_x: float
    rest_y: float
    rest_from: int
    """Where the anchor (bottom centre) is at rest, and since when."""
    resting: bool
    met_at: int = 0
    """When a person was last near; for things other than people."""
    after_gap: bool = False
    """Not yet found again after a gap in the frames."""
    waits: bool = False
    """Lost, and kept only for the static object that it may go on as."""
    static_since: int | None = None
    """The `since` of the last detection."""
    dark: int = 0
    """Of the time since the last detection, what nobody observed, µs."""


class CameraTracks(Struct, array_like=True):
    """Everything that the track stage keeps of one camera."""

    camera: str
    session: str = ""
    session_started_at: int = 0
    session_over: bool = False
    """The owner wrote its end: anybody may take over."""
    last_at: int = -1
    """captured_at of the last admitted record; -1 before the first."""
    observed_at: int = -1
    """captured_at of the last observed one."""
    width: int = 0
    height: int = 0
    """The picture in whose pixels everything is held; frames of other sizes are stretched to it."""
    tracks: list[LiveTrack] = []
    repeats: int = 0
    contended: int = 0
    """Records dropped because another session owns the camera."""
    input_gaps: int = 0
    """Times that frames which were published never came."""
    interval: float = 0.0
    """Seconds between the last two observed frames; 0: there was none yet, or a gap between them."""
    measured_in: str = ""
    """The session that `width` and `height` are from."""

"""The records that travel on the topics, as Python sees them.

One class per `.avsc` file of this folder, same names, same fields. Times are integers of µs since the
Unix epoch, UTC. Coordinates are pixels of the frame, y down, quantised to 0.01; scores are quantised to 0.0001.
Records are immutable: a stage makes new ones.
"""

import sys
from typing import Annotated, Literal

from msgspec import Meta, Struct

FrameStatus = Literal["seen", "still", "shed", "undecodable", "frozen", "obscured"]
TrackState = Literal["tentative", "confirmed", "coasting", "resting"]
EndReason = Literal["edge", "lost", "gap", "removed"]
Phase = Literal["occurred", "opened", "updated", "closed"]
Outcome = Literal["ended", "claimed", "removed", "indeterminate", "withdrawn"]
TakenBy = Literal["owner", "other", "unknown"]
Certainty = Literal["observed", "indeterminate"]
Severity = Literal["low", "medium", "high", "critical"]
Notify = Literal["send", "cooldown", "indeterminate", "late"]
DeliveryKind = Literal["first", "update", "closed", "more", "unacknowledged", "acknowledged", "test"]
DeliveryStatus = Literal["waiting", "decided", "attempted", "delivered", "failed", "suppressed"]
AuditOutcome = Literal["done", "refused", "failed"]
JobKind = Literal["unknown", "clip", "pictures", "backtest", "export"]
JobState = Literal["unknown", "queued", "running", "done", "failed", "cancelled"]
ReviewAction = Literal["acknowledged", "assigned", "commented", "resolved", "false_alarm", "reopened"]

Number = Annotated[float, Meta(ge=-sys.float_info.max, le=sys.float_info.max)]
"""A finite float: the wire refuses NaN and the infinities, which no comparison would notice later."""
Int32 = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
"""An Avro `int`; plain `int` is an Avro `long`."""

OBSERVED: frozenset[str] = frozenset({"seen", "still"})
"""Statuses of a frame on which something was looked at; conditions open and close only on these."""


class FrameRef(Struct, frozen=True, kw_only=True, gc=False):
    """One captured frame: its bytes are in the frame store, this reference is on `orin.frames.v1`."""

    camera: str
    session: str
    session_started_at: int
    captured_at: int
    previous_at: int | None
    published_at: int
    lossless: bool
    uri: str
    width: Int32
    height: Int32
    encoding: str
    source: str
    source_position: Number | None = None
    rejoined_at: int | None = None
    """When a frame that had to wait in the spool was sent; what is late counts from here."""


class SessionEnd(Struct, frozen=True, kw_only=True, gc=False):
    """The end of a session, written by the ingest that owned it; travels in order on frames, detections and tracks."""

    camera: str
    session: str
    ended_at: int
    """captured_at of the session's last frame."""


class Box(Struct, frozen=True, kw_only=True, gc=False):
    """One detected thing: its corners in px of the frame, its score 0..1. `since`, for static objects only, is the
    captured_at of the first evidence that it stands there.
    """

    label: str
    score: Number
    x1: Number
    y1: Number
    x2: Number
    y2: Number
    since: int | None = None


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """Where in the picture something was: two corners in px of the frame."""

    x1: Number
    y1: Number
    x2: Number
    y2: Number


class Model(Struct, frozen=True, kw_only=True, gc=False):
    """Which weights looked (file name, sha256 of its bytes), and how their output was filtered."""

    name: str
    sha256: str
    labels: tuple[str, ...] | None = None
    """The classes' names, in their order; None: those of the camera's last record that has them, at most a minute
    before.
    """
    min_score: Number | None = None
    """Boxes with a lower score (0..1) were dropped."""
    nms_iou: Number | None = None
    """Overlap (intersection over union, 0..1) from which the weaker of two boxes of one label was dropped."""


class Detections(Struct, frozen=True, kw_only=True):
    """What one frame shows. For one camera and captured_at the record with the lowest offset counts."""

    camera: str
    session: str
    session_started_at: int
    captured_at: int
    previous_at: int | None
    published_at: int
    uri: str | None
    width: Int32
    height: Int32
    source_position: Number | None = None
    status: FrameStatus
    inferred_at: int | None = None
    """captured_at of the frame on which the boxes were found: an earlier one than this where status is `still`."""
    model: Model | None = None
    backend: str
    boxes: tuple[Box, ...] = ()
    view: str = ""
    """`clear`, `learning`, `moved` or `obscured`; empty if unknown, and for backends without a background."""
    gone: tuple[Place, ...] = ()
    """Places of static objects whose background was seen again: the evidence that they were removed."""


class Track(Struct, frozen=True, kw_only=True, gc=False):
    """One thing followed over frames, at one frame."""

    track_id: str
    label: str
    label_held: bool
    """True where this frame's box carried another label, and `label` is what the track's earlier boxes voted for."""
    score: Number
    x1: Number
    y1: Number
    x2: Number
    y2: Number
    state: TrackState
    born_at: int
    detected: bool
    """True where a box of this frame was matched to the track; False while it coasts or rests unseen."""
    velocity_x: Number
    """px/s of the bottom centre."""
    velocity_y: Number
    rest_since: int | None = None
    """Of a track detected on this frame as a static object: captured_at of the first evidence that it stood there."""


class EndedTrack(Struct, frozen=True, kw_only=True, gc=False):
    """A track that ended on this frame; `last_at` is the captured_at of its last detection."""

    track_id: str
    reason: EndReason
    last_at: int


class Tracks(Struct, frozen=True, kw_only=True):
    """All tracks of one camera at one frame."""

    camera: str
    session: str
    session_started_at: int
    captured_at: int
    previous_at: int | None
    published_at: int
    uri: str | None
    width: Int32
    height: Int32
    source_position: Number | None = None
    status: FrameStatus
    model_sha256: str | None = None
    backend: str
    tracks: tuple[Track, ...] = ()
    ended: tuple[EndedTrack, ...] = ()


class Subject(Struct, frozen=True, kw_only=True, gc=False):
    """The track an event is about, as it was on the frame `at`."""

    track_id: str
    label: str
    x1: Number
    y1: Number
    x2: Number
    y2: Number


class Provenance(Struct, frozen=True, kw_only=True, gc=False):
    """Where an event came from. Not part of its content: two runs may differ here and nowhere else."""

    topic: str
    partition: Int32
    offset: int
    """Offset of the tracks record that caused this phase."""
    uri: str | None
    """The frame `at`, in the frame store."""
    model_sha256: str | None
    build: str


class Event(Struct, frozen=True, kw_only=True):
    """One phase of one event. docs/guards.md, "Times of an event", defines its times."""

    event_id: str
    sequence: Int32
    kind: str
    phase: Phase
    guard: str
    guard_revision: str
    camera_revision: str | None
    camera: str
    site: str
    subject: Subject | None
    zone: str | None
    line: str | None = None
    direction: str | None = None
    count: Int32 | None = None
    owner: str | None = None
    since: int
    due_at: int
    opened_at: int
    at: int
    closed_at: int | None = None
    outcome: Outcome | None = None
    taken_by: TakenBy | None = None
    certainty: Certainty
    coverage: Number
    severity: Severity
    notify: Notify
    notify_to: tuple[str, ...] = ()
    cooldown_event: str | None = None
    """With `notify: cooldown`, the event that was notified last."""
    late: bool
    source_position: Number | None = None
    provenance: Provenance
    digest: str
    """sha256 of the content (every field but `provenance` and `digest`); processors.identity.seal sets it."""


class Spec(Struct, frozen=True, kw_only=True, gc=False):
    """A camera or guard at one revision: on `orin.specs.v1`, and as a marker in the order of the frames."""

    kind: Literal["camera", "guard"]
    name: str
    revision: str
    """`N-<hash8>`: N counts the revisions of this name from 1, hash8 begins the sha256 of `body`."""
    body: str
    """The validated spec, canonical JSON (sorted keys, no spaces)."""
    active_from: int
    active_until: int | None = None
    """Exclusive; a withdrawn guard is a revision whose active_until equals its active_from."""


class DeadLetter(Struct, frozen=True, kw_only=True):
    """What could not be processed, whole, and why."""

    stage: str
    topic: str
    partition: Int32
    offset: int
    key: bytes | None
    reason: str
    """Machine-readable: `undecodable`, `unknown_schema`, `too_large`, `divergence`, `invalid_spec`, ..."""
    message: str
    raw: bytes
    failed_at: int


class CameraSnapshot(Struct, frozen=True, kw_only=True, gc=False):
    """What the watch stage knew of a camera after one record of `orin.tracks.v1`: where replay and explain begin."""

    camera: str
    captured_at: int
    offset: int
    """Offset of that record; its partition has the same number as the snapshot's."""
    began: bool = False
    """True where the stage knew nothing of the camera before that record."""
    logic_version: Int32
    state: bytes
    armed: bytes
    """Those armed specs that are about this camera (processors/specs/armed.py)."""


class Heartbeat(Struct, frozen=True, kw_only=True, gc=False):
    """What an ingest says of its camera every few seconds. Counts are of the session; `at` is wall clock."""

    camera: str
    session: str
    at: int
    state: Literal["connecting", "running", "waiting", "ended"]
    last_captured_at: int | None
    frames_read: int
    frames_published: int
    frames_refused: int
    spooled: int
    source: str


class HealthEvent(Struct, frozen=True, kw_only=True, gc=False):
    """A change in how well a camera or guard sees: `camera.dark`, `camera.back`, ... Times are wall clock."""

    kind: str
    camera: str
    guard: str | None = None
    at: int
    since: int | None
    message: str


class Review(Struct, frozen=True, kw_only=True, gc=False):
    """What a person said of an event. `at` is wall clock."""

    review_id: str
    """The same where a command is repeated: readers ignore one that they have seen."""
    event_id: str
    camera: str
    action: ReviewAction
    assignee: str | None = None
    """With `assigned`, who is to take care of the event; None: nobody any more."""
    by: str
    note: str = ""
    at: int


class Mute(Struct, frozen=True, kw_only=True, gc=False):
    """Events of a scope notify nobody until a time; of a scope the newest counts. Times are wall clock."""

    mute_id: str
    """The same where a command is repeated: readers ignore one that they have seen."""
    scope: str
    """`guard/NAME`, `camera/SITE/NAME`, `site/SITE` or `target/NAME`."""
    muted_until: int
    """Exclusive; equal to `at` where a mute is lifted."""
    by: str
    reason: str = ""
    at: int


class Audit(Struct, frozen=True, kw_only=True, gc=False):
    """What somebody asked ORIN to do, or was refused; nothing secret is in it. `at` is wall clock."""

    audit_id: str
    at: int
    who: str
    """`account:NAME`, `token:ID`, `local`, a provider's issuer and subject, or `unknown`."""
    name: str = ""
    action: str
    """The method and the route."""
    target: str
    """The path, or the account that somebody tried to sign in with."""
    resource: str = ""
    """Where what was done can be read."""
    address: str = ""
    outcome: AuditOutcome
    status: Int32 = 0
    """Of the answer, HTTP."""
    reason: str = ""


class JobFile(Struct, frozen=True, kw_only=True, gc=False):
    """One file that a job has made; `size` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


class Job(Struct, frozen=True, kw_only=True):
    """A piece of work that somebody asked for, and how it stands; which records count `processors.jobs` says."""

    job_id: str
    """The same where a command is repeated."""
    kind: JobKind
    state: JobState
    site: str
    """Whose people see it."""
    name: str = ""
    owner: str
    """Who submitted it, as `Audit.who`."""
    by: str
    parameters: str = "{}"
    """A JSON object, in the record that submits it."""
    attempt: Int32 = 0
    """How often a worker has begun it."""
    worker: str = ""
    progress: Number = 0.0
    """0 to 1."""
    message: str = ""
    results: tuple[JobFile, ...] = ()
    expires_at: int | None = None
    """From when on its files are deleted."""
    at: int


class Target(Struct, frozen=True, kw_only=True, gc=False):
    """Who is told, and how, at one revision; of a name the newest counts. Times are wall clock."""

    name: str
    revision: str
    """`N-<hash8>`, as of Spec."""
    body: str
    """The validated spec, canonical JSON; secrets by name alone."""
    since: int
    """When it was first applied, or applied again after its end: it is told of nothing earlier."""
    at: int
    ended: bool = False


class TargetInForce(Struct, frozen=True, kw_only=True, gc=False):
    """A target as it is at the time of a Tick."""

    revision: str
    body: str
    since: int


class MuteInForce(Struct, frozen=True, kw_only=True, gc=False):
    """What is muted at the time of a Tick, until `muted_until` (exclusive)."""

    scope: str
    muted_until: int


class Tick(Struct, frozen=True, kw_only=True, gc=False):
    """What time it is (`at`, wall clock) and which targets and mutes hold: alerting knows no other clock."""

    camera: str
    at: int
    targets: tuple[TargetInForce, ...] = ()
    mutes: tuple[MuteInForce, ...] = ()


class Delivery(Struct, frozen=True, kw_only=True, gc=False):
    """Whether and how one target is told of an event; of a `delivery_id` the newest counts. Times are wall clock."""

    delivery_id: str
    """The message key and the message's idempotency key: `event_id:sequence:target`, with a suffix for what is told
    later of the same phase.
    """
    event_id: str
    sequence: Int32
    camera: str
    target: str
    kind: DeliveryKind
    status: DeliveryStatus
    why: str = ""
    part_of: str | None = None
    """The message that this one updates, or in which it was told."""
    events: tuple[str, ...] = ()
    payload: str = ""
    """What the message says, JSON: docs/notifications.md."""
    decided_at: int
    at: int
    look_at: int | None = None
    """When it is looked at again, because it waits or may stay unacknowledged; None: never."""
    attempts: Int32 = 0
    code: Int32 | None = None
    """What the destination answered last, HTTP or SMTP."""
    channels: tuple[str, ...] = ()
    """Channels of the target that have taken it."""


FrameTopicRecord = FrameRef | SessionEnd | Spec
DetectionTopicRecord = Detections | SessionEnd | Spec
TrackTopicRecord = Tracks | SessionEnd | Spec
Record = (
    FrameRef
    | SessionEnd
    | Detections
    | Tracks
    | Event
    | Spec
    | DeadLetter
    | Heartbeat
    | HealthEvent
    | CameraSnapshot
    | Review
    | Mute
    | Audit
    | Job
    | Target
    | Tick
    | Delivery
)

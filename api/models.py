"""The answers of the api, for its OpenAPI document. Times: ISO 8601 UTC with microseconds; boxes: pixels, y down.

Answers are encoded straight from rows of the database; tests hold them to these models.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from orin.schemas.json_forms import NotifyForm
from orin.schemas.records import (
    Certainty,
    DeliveryKind,
    DeliveryStatus,
    FrameStatus,
    JobKind,
    JobState,
    Outcome,
    Phase,
    ReviewAction,
    Severity,
    TakenBy,
)

ReviewState = Literal["unreviewed", "acknowledged", "resolved", "false_alarm"]

_EVENT: dict[str, Any] = {
    "event_id": "5c0d1f5e-8a0f-5b58-9b60-0a5f6f1f8f5e",
    "sequence": 1,
    "kind": "unattended",
    "phase": "closed",
    "guard": "lobby-unattended-bag",
    "guard_revision": "1-9f2c41aa",
    "camera_revision": "2-0b7716de",
    "camera": "hq/lobby-1",
    "site": "hq",
    "subject": {"track_id": "8d2f6c1a9b3e4f70", "label": "suitcase", "box": [412.5, 300.0, 466.25, 371.0]},
    "zone": "floor",
    "line": None,
    "direction": None,
    "count": None,
    "owner": "1b9c5a7e0d2f4386",
    "since": "2026-11-21T09:00:00.200000Z",
    "due_at": "2026-11-21T09:05:00.200000Z",
    "opened_at": "2026-11-21T09:05:00.240000Z",
    "at": "2026-11-21T09:07:31.040000Z",
    "closed_at": "2026-11-21T09:07:31.040000Z",
    "outcome": "claimed",
    "taken_by": None,
    "certainty": "observed",
    "coverage": 0.998,
    "severity": "high",
    "notify": "send",
    "notify_to": ["security-desk"],
    "cooldown_event": None,
    "late": False,
    "source_position": None,
    "provenance": {
        "topic": "orin.tracks.v1",
        "partition": 3,
        "offset": 81234,
        "uri": "frames:hq/lobby-1/2026112109/07/1795252051040000.jpg",
        "model_sha256": None,
        "build": "0.1.0+1c2d3e4f",
    },
    "digest": "0f343b0931126a20f133d67c2b018a3b5f0f6c1b2c3d4e5f60718293a4b5c6d7",
}
_DELIVERY: dict[str, Any] = {
    "delivery_id": f"{_EVENT['event_id']}:1:security-desk",
    "event_id": _EVENT["event_id"],
    "sequence": 1,
    "camera": _EVENT["camera"],
    "site": _EVENT["site"],
    "target": "security-desk",
    "kind": "first",
    "status": "delivered",
    "why": "",
    "part_of": None,
    "events": [_EVENT["event_id"]],
    "decided_at": "2026-11-21T09:10:00.100000Z",
    "at": "2026-11-21T09:10:00.400000Z",
    "attempts": 1,
    "code": 200,
    "channels": ["webhook-0"],
}
_JOB: dict[str, Any] = {
    "job_id": "0b0f7a52-3f0e-4d1c-9a55-3f1f6f7a2b10",
    "kind": "clip",
    "state": "done",
    "site": "hq",
    "name": "entrance.mp4",
    "owner": "account:kim",
    "by": "Kim",
    "parameters": {"guards": ["lobby-unattended-bag"], "files": ["entrance.mp4"], "size": 8212345, "seconds": 93.4},
    "attempt": 1,
    "progress": 1.0,
    "message": "",
    "results": [
        {
            "name": "events.csv",
            "media_type": "text/csv",
            "size": 8123,
            "sha256": "0f343b0931126a20f133d67c2b018a3b5f0f6c1b2c3d4e5f60718293a4b5c6d7",
        }
    ],
    "expires_at": "2026-11-28T09:10:00.000000Z",
    "submitted_at": "2026-11-21T09:08:00.000000Z",
    "at": "2026-11-21T09:10:00.000000Z",
}
_REVIEWED: dict[str, Any] = {
    "review": "acknowledged",
    "assignee": "kim",
    "acknowledged_at": "2026-11-21T09:06:02.118000Z",
    "resolved_at": None,
    "muted": False,
}
_CURSOR = "3f9a1c20.10482.77"

_REVIEW: dict[str, Any] = {
    "review_id": "7f9c0a52-3f0e-5d1c-9a55-3f1f6f7a2b10",
    "event_id": _EVENT["event_id"],
    "camera": _EVENT["camera"],
    "action": "acknowledged",
    "assignee": None,
    "by": "kim",
    "note": "on my way",
    "at": "2026-11-21T09:06:02.118000Z",
}
_MUTE: dict[str, Any] = {
    "mute_id": "0b1e8d1c-6a5e-5c0f-8d3b-0e9d1a2b3c4d",
    "scope": "guard/lobby-unattended-bag",
    "muted_until": "2026-11-21T18:00:00.000000Z",
    "by": "kim",
    "reason": "the lobby is being rebuilt",
    "at": "2026-11-21T09:10:00.000000Z",
}


_DAY: dict[str, Any] = {"day": "2026-11-21", "events": 14, "false_alarms": 9, "coverage": 0.98}


def _example(**values: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"example": values})


class SubjectOut(BaseModel):
    """The track that an event is about."""

    track_id: str
    label: str
    box: list[float] = Field(
        min_length=4, max_length=4, description="[x1, y1, x2, y2] in pixels of the frame captured `at`."
    )


class ProvenanceOut(BaseModel):
    """Where an event came from."""

    topic: str
    partition: int
    offset: int
    uri: str | None = Field(description="The frame captured `at`, in the frame store.")
    model_sha256: str | None
    build: str


class EventOut(BaseModel):
    """One phase of one event: the fields of the Event record."""

    model_config = _example(**_EVENT)

    event_id: str
    sequence: int
    kind: str
    phase: Phase
    guard: str
    guard_revision: str
    camera_revision: str | None
    camera: str
    site: str
    subject: SubjectOut | None
    zone: str | None
    line: str | None
    direction: str | None
    count: int | None
    owner: str | None
    since: str
    due_at: str
    opened_at: str
    at: str
    closed_at: str | None
    outcome: Outcome | None
    taken_by: TakenBy | None
    certainty: Certainty
    coverage: float
    severity: Severity
    notify: NotifyForm = Field(description="`none`: it would be sent, but its guard names no recipient.")
    notify_to: list[str]
    cooldown_event: str | None
    late: bool
    source_position: float | None
    provenance: ProvenanceOut
    digest: str


class NewestPhaseOut(EventOut):
    """An event at its newest phase."""

    model_config = _example(**_EVENT, stale_since=None, **_REVIEWED)

    stale_since: str | None = Field(
        description="Since when its guard has not watched its camera, or that has been disabled, so that no frame will "
        "close it; null where it is closed, a moment, or watched. A stale event does not count as open."
    )
    review: ReviewState = Field(
        description="What people did about it: nothing yet, or reopened (`unreviewed`), acknowledged, resolved, or "
        "found to be a false alarm."
    )
    assignee: str | None = Field(description="Who is to take care of it.")
    acknowledged_at: str | None = Field(description="When somebody first acknowledged or resolved it.")
    resolved_at: str | None = Field(description="When it was resolved or marked as a false alarm; null once reopened.")
    muted: bool = Field(description="Whether a mute of its guard, camera or site is in force now.")


class EventPageOut(BaseModel):
    """Events, each at its newest phase."""

    model_config = _example(events=[_EVENT | {"stale_since": None} | _REVIEWED], next=_CURSOR)

    events: list[NewestPhaseOut]
    next: str | None = Field(
        description="`cursor` of the next page; null on the last. With order=oldest it is never null: ask again later."
    )


class EventDetailOut(NewestPhaseOut):
    """An event at its newest phase, and every phase before it."""

    model_config = _example(
        **_EVENT, stale_since=None, **_REVIEWED, phases=[_EVENT], thumbnail=f"/v1/events/{_EVENT['event_id']}/thumbnail"
    )

    phases: list[EventOut] = Field(description="All phases, in order of `sequence`.")
    thumbnail: str = Field(description="Path of the thumbnail.")


class ReviewOut(BaseModel):
    """What somebody said of an event: the Review record."""

    model_config = _example(**_REVIEW)

    review_id: str
    event_id: str
    camera: str
    action: ReviewAction
    assignee: str | None = Field(description="With `assigned`: who is to take care of it; null: nobody any more.")
    by: str
    note: str
    at: str


class ReviewsOut(BaseModel):
    """What people said of an event, in order."""

    model_config = _example(reviews=[_REVIEW])

    reviews: list[ReviewOut]


class MuteOut(BaseModel):
    """Events of a scope notify nobody until a time: the Mute record."""

    model_config = _example(**_MUTE)

    mute_id: str
    scope: str = Field(description="`guard/NAME`, `camera/SITE/NAME`, `site/SITE` or `target/NAME`.")
    muted_until: str = Field(description="Exclusive.")
    by: str
    reason: str
    at: str


class MutesOut(BaseModel):
    """The mutes that are in force, by scope."""

    model_config = _example(mutes=[_MUTE])

    mutes: list[MuteOut]


class DeliveryOut(BaseModel):
    """Whether and how one target was told: the Delivery record, as it stands."""

    model_config = _example(**_DELIVERY)

    delivery_id: str = Field(description="Also the message's idempotency key.")
    event_id: str = Field(description="The first of `events`.")
    sequence: int
    camera: str
    site: str
    target: str
    kind: DeliveryKind
    status: DeliveryStatus
    why: str = Field(description="Why it waits, was not told or failed: docs/notifications.md.")
    part_of: str | None = Field(description="The message that it updates, or in which it was told.")
    events: list[str] = Field(description="Ids of all events of which the message tells.")
    decided_at: str
    at: str = Field(description="When this status was reached.")
    attempts: int
    code: int | None = Field(description="What the destination answered last.")
    channels: list[str] = Field(description="Ways of the target that have taken it.")


class DeliveriesOut(BaseModel):
    """Deliveries, newest decision first."""

    model_config = _example(deliveries=[_DELIVERY], next=None)

    deliveries: list[DeliveryOut]
    next: str | None = Field(description="`after` of the next page; null at the end.")


class EventDeliveriesOut(BaseModel):
    """Who was told of an event, in the order of the decisions."""

    model_config = _example(deliveries=[_DELIVERY])

    deliveries: list[DeliveryOut]


class JobFileOut(BaseModel):
    """A file that a job has made: at `/v1/jobs/JOB/files/NAME`."""

    name: str
    media_type: str
    size: int = Field(description="Bytes.")
    sha256: str


class JobOut(BaseModel):
    """A job and how it stands: what its records come to."""

    model_config = _example(**_JOB)

    job_id: str
    kind: JobKind
    state: JobState
    site: str = Field(description="Whose people see it.")
    name: str
    owner: str = Field(description="Who submitted it: a subject, as in the audit.")
    by: str = Field(description="How they are shown.")
    parameters: dict[str, Any] = Field(description="By kind: docs/jobs.md.")
    attempt: int = Field(description="How often a worker has begun it.")
    progress: float = Field(description="Share of it that is done, 0 to 1.")
    message: str = Field(description="Why it failed, in words.")
    results: list[JobFileOut]
    expires_at: str | None = Field(description="From when on its files are deleted; null before it has ended.")
    submitted_at: str
    at: str = Field(description="When this was said of it.")


class JobsOut(BaseModel):
    """Jobs, those submitted last first."""

    model_config = _example(jobs=[_JOB], next=None)

    jobs: list[JobOut]
    next: str | None = Field(description="Pass as `after` for the next page; null: this is the last one.")


class RevisionOut(BaseModel):
    """One revision of a spec."""

    revision: str = Field(description="N-<hash8>; N counts from 1.")
    spec: dict[str, Any]
    active_from: str
    active_until: str | None = Field(description="Exclusive. Equal to active_from where the spec was withdrawn.")


class CameraOut(BaseModel):
    """A camera: its state, its spec if it has one, and its newest frame, heartbeat and health event."""

    model_config = _example(
        camera="hq/lobby-1",
        site="hq",
        state="live",
        revision="2-0b7716de",
        spec={"camera": "hq/lobby-1", "gap_tolerance": 5.0, "zones": {"floor": [[0, 0.4], [1, 0.4], [1, 1]]}},
        active_from="2026-11-20T08:00:00.000000Z",
        active_until=None,
        captured_at="2026-11-21T09:07:31.040000Z",
        status="seen",
        observed_at="2026-11-21T09:07:31.040000Z",
        ingest="running",
        heartbeat_at="2026-11-21T09:07:30.000000Z",
        health="camera.back",
        health_at="2026-11-21T07:12:00.000000Z",
        message="frames again after 41 s",
    )

    camera: str
    site: str
    state: Literal["never_seen", "starting", "live", "dark", "ended", "failed"] = Field(
        description="never_seen: has a spec and no ingest yet; starting: its ingest runs, no frame yet; live: frames "
        "come; dark: none in time, or nothing heard from its ingest; ended: its ingest ended; failed: it ended before "
        "its first frame."
    )
    revision: str | None
    spec: dict[str, Any] | None
    active_from: str | None
    active_until: str | None
    captured_at: str | None = Field(description="The newest frame.")
    status: FrameStatus | None = Field(description="How the newest frame was processed.")
    observed_at: str | None = Field(description="The newest frame that was observed.")
    ingest: Literal["connecting", "running", "waiting", "ended"] | None = Field(
        description="What its ingest said last, at `heartbeat_at`."
    )
    heartbeat_at: str | None
    health: str | None = Field(description="Kind of the newest health event: camera.dark, camera.back, …")
    health_at: str | None
    message: str | None


class CameraPageOut(BaseModel):
    """Cameras by name."""

    cameras: list[CameraOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last.")


class CameraDetailOut(CameraOut):
    """A camera with every revision of its spec, newest first."""

    revisions: list[RevisionOut]


class GuardDayOut(BaseModel):
    """What a guard raised in a day, UTC."""

    model_config = _example(**_DAY)

    day: str
    events: int = Field(description="That opened on it.")
    false_alarms: int = Field(description="Of these, those that people marked as false alarms.")
    coverage: float | None = Field(
        description="How much of the day (of today: so far) its cameras saw, 0..1; null: none sent a frame."
    )


class GuardOut(BaseModel):
    """The newest revision of a guard."""

    model_config = _example(
        guard="lobby-unattended-bag",
        revision="1-9f2c41aa",
        spec={"guard": "lobby-unattended-bag", "cameras": ["hq/lobby-*"], "when": {"unattended": {"for": 300.0}}},
        active_from="2026-11-20T08:00:00.000000Z",
        active_until=None,
        open_events=1,
        stale_events=0,
    )

    guard: str
    revision: str
    spec: dict[str, Any]
    active_from: str
    active_until: str | None
    open_events: int
    stale_events: int = Field(
        description="Never closed, on cameras that the guard no longer watches or that were disabled; not in "
        "`open_events`."
    )
    days: list[GuardDayOut] | None = Field(None, description="With `days=`: oldest first, the last is today.")


class GuardPageOut(BaseModel):
    """Guards by name."""

    guards: list[GuardOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last.")


class GuardDetailOut(GuardOut):
    """A guard with every revision, newest first."""

    revisions: list[RevisionOut]


class ResponseTimeOut(BaseModel):
    """How soon people acknowledge and resolve events of a guard; seconds from opening."""

    model_config = _example(
        guard="lobby-unattended-bag", acknowledged=12, resolved=11, acknowledge_median=41.5, acknowledge_p95=180.2,
        resolve_median=310.0, resolve_p95=912.4,
    )  # fmt: skip

    guard: str
    acknowledged: int = Field(description="Events that somebody acknowledged or resolved.")
    resolved: int = Field(description="Of these, those that are resolved or marked as false alarms.")
    acknowledge_median: float
    acknowledge_p95: float
    resolve_median: float | None = Field(description="Null: none is resolved.")
    resolve_p95: float | None


class ResponseTimesOut(BaseModel):
    """By guard."""

    response_times: list[ResponseTimeOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last.")


class CountOut(BaseModel):
    """Tracks on the observed frames of a bucket; null where no frame was observed."""

    max: int | None
    mean: float | None


_COUNT = {"max": 3, "mean": 1.25}


class ActivityOut(BaseModel):
    """What one camera saw in one bucket of time."""

    model_config = _example(
        camera="hq/lobby-1", bucket="2026-11-21T09:07:00.000000Z", frames=600, observed=598, covered=59.8,
        coverage=0.997, people=_COUNT, vehicles=_COUNT, packages=_COUNT, pets=_COUNT, objects=_COUNT,
    )  # fmt: skip

    camera: str
    bucket: str = Field(description="Its beginning.")
    frames: int
    observed: int = Field(description="Frames that were observed.")
    covered: float = Field(description="Seconds between observed frames, gaps left out.")
    coverage: float = Field(
        description="`covered` as a share of the whole bucket, 0..1, also while the bucket is not over."
    )
    people: CountOut
    vehicles: CountOut
    packages: CountOut
    pets: CountOut
    objects: CountOut = Field(description="Objects that stand still and were not there before.")


class ActivityPageOut(BaseModel):
    """Activity by bucket and camera."""

    activity: list[ActivityOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last.")


class StatusOut(BaseModel):
    """The service works."""

    status: Literal["ok"]

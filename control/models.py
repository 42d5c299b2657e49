"""What commands take and answer, for the checks and the OpenAPI document."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from orin.schemas.records import ReviewAction
from orin.topologies.jobs.parameters import Exported, ExportFormat

_LINE = r"^[^\x00-\x1f\x7f]*$"
_LINES = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Who = Annotated[str, Field(min_length=1, max_length=200, pattern=_LINE)]
Note = Annotated[str, Field(max_length=4000, pattern=_LINES)]


def example(**values: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"example": values})


class ReviewIn(BaseModel):
    """What somebody says of an event."""

    model_config = example(action="acknowledged", note="on my way")

    action: ReviewAction = Field(
        description="`acknowledged`: somebody takes care of it; `assigned`: `assignee` does; `commented`: a note alone;"
        " `resolved`, `false_alarm`: nothing is left to do; `reopened`: there is again."
    )
    assignee: Who | None = Field(None, description="With `assigned` alone: who is to take care of it; null: nobody.")
    note: Note = Field("", description="In words; a comment needs one.")

    @model_validator(mode="after")
    def _fits(self) -> "ReviewIn":
        if self.action != "assigned" and self.assignee is not None:
            raise ValueError(f"assignee goes with the action `assigned`, not with `{self.action}`")
        if self.action == "assigned" and "assignee" not in self.model_fields_set:
            raise ValueError("assigned needs an assignee: a name, or null for nobody any more")
        if self.action == "commented" and not self.note.strip():
            raise ValueError("a comment needs a note")
        return self


class MuteIn(BaseModel):
    """What is to notify nobody, and until when."""

    model_config = example(
        scope="camera/hq/lobby-1", muted_until="2026-11-21T18:00:00Z", reason="the lobby is being rebuilt"
    )

    scope: Annotated[str, Field(max_length=200, pattern=_LINE)] = Field(
        description="`guard/NAME`, `camera/SITE/NAME`, `site/SITE` or `target/NAME`."
    )
    muted_until: Annotated[str, Field(max_length=60)] | int = Field(
        description="ISO 8601 with its offset from UTC, or seconds since 1970; a year from now at most.",
    )
    reason: Note = Field("", description="In words.")


class ExportIn(BaseModel):
    """Which rows are to be a file."""

    model_config = example(what="observations", format="csv", site="hq", cameras=["hq/lobby-1"], since="-24h")

    what: Exported = Field(
        description="`events`: each as it is now, by `opened_at`; `phases` of events, by `at`; `observations`: what"
        " each frame showed, by `captured_at`."
    )
    format: ExportFormat = "csv"
    site: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Whose rows, and whose people see the job; default: your only site, or every site."
    )
    cameras: list[Annotated[str, Field(max_length=200, pattern=_LINE)]] = Field(
        [], max_length=500, description="As SITE/NAME; default: all."
    )
    since: Annotated[str, Field(max_length=60)] = Field("-24h", description="A time, as parameters of the api take it.")
    until: Annotated[str, Field(max_length=60)] = Field("now", description="A time, exclusive.")


class PlaceOut(BaseModel):
    """Where a record lies."""

    topic: str
    partition: int
    offset: int


class DoneOut(BaseModel):
    """A command that was taken."""

    model_config = example(
        id="7f9c0a52-3f0e-5d1c-9a55-3f1f6f7a2b10",
        state="accepted",
        record={"topic": "orin.reviews.v1", "partition": 2, "offset": 81},
    )

    id: str = Field(description="Of the record: `review_id` or `mute_id` of what `Location` names.")
    state: Literal["accepted", "done", "repeated"] = Field(
        description="accepted (202): on the topic, and soon to be read; done (201): to be read by now; repeated (200): "
        "the command with this Idempotency-Key was carried out before, and was not carried out again."
    )
    record: PlaceOut | None = Field(description="Where the record lies; null for a command that was repeated.")


class StatusOut(BaseModel):
    """The service works."""

    status: Literal["ok"]

"""Every setting of every process: environment variables `ORIN_*`, or `.env` in the working directory.

What neither sets is taken from the one-machine mode that runs in ORIN_HOME, if there is one: this is how other commands
reach it.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from orin.runtime.config.home import RUNNING_FILE
from orin.schemas.errors import Misuse

MOST_SECONDS = 10**10
"""Three hundred years."""


class Settings(BaseSettings):
    """The description of a field is its line in docs/settings.md, which a test compares with this class.

    Raises Misuse naming the variable whose value is invalid.
    """

    model_config = SettingsConfigDict(env_prefix="ORIN_", env_file=".env", env_ignore_empty=True, extra="ignore")

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name = "_".join(str(part) for part in first["loc"]).upper()
            raise Misuse(f"ORIN_{name}: {first['msg'][0].lower()}{first['msg'][1:]}; see docs/settings.md") from None

    @field_validator("*")
    @classmethod
    def _is_sane(cls, value: Any) -> Any:
        """Numbers are finite and not beyond what a clock or a disk counts in: `inf` would fail a worker much later."""
        if isinstance(value, float) and not abs(value) <= MOST_SECONDS:
            raise PydanticCustomError("sane", "input should be at most {most}", {"most": MOST_SECONDS})
        return value

    home: Path = Field(Path.home() / ".orin", description="Data of the one-machine mode: engines, frames, caches.")
    engines: Path | None = Field(
        None, description="Programs of the one-machine engines, downloaded once; default: `engines` in ORIN_HOME."
    )
    maven_repository: str | None = Field(
        None, description="URL of the Maven repository to download Kafka's jars from; none: Maven Central."
    )

    kafka_bootstrap: str = Field("127.0.0.1:9092", description="Kafka brokers, `host:port[,host:port…]`.")
    kafka_security_protocol: str = Field("PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.")
    kafka_sasl_mechanism: str | None = Field(None, description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.")
    kafka_sasl_username: str | None = Field(None, description="SASL user.")
    kafka_sasl_password: SecretStr | None = Field(None, description="SASL password.")
    kafka_ssl_ca: Path | None = Field(None, description="PEM file of the brokers' certificate authority.")
    kafka_ssl_certificate: Path | None = Field(
        None, description="PEM file of the client's certificate, where the brokers require one."
    )
    kafka_ssl_key: Path | None = Field(None, description="PEM file of that certificate's private key.")
    kafka_session_timeout: float = Field(
        6.0,
        description="Seconds without a heartbeat after which a worker's partitions move to another; brokers allow 6 or"
        " more (`group.min.session.timeout.ms`).",
        gt=0,
    )
    kafka_instance: str | None = Field(
        None,
        description="Name of a worker that it keeps over restarts (a pod's name, for example) and that no other worker"
        " of its stage has: restarted within the session timeout it keeps its partitions. None: they move to others.",
    )
    schema_registry_url: str | None = Field(
        None, description="Confluent-compatible schema registry; without it the registry file of the package is used."
    )
    database_url: SecretStr = Field(
        SecretStr("postgresql://127.0.0.1:5432/orin"), description="PostgreSQL or TimescaleDB, a libpq URL."
    )
    frames_url: str | None = Field(
        None, description="Frame store, any fsspec URL (`file://`, `s3://`); default: `frames` in ORIN_HOME."
    )
    frames_retention: float = Field(3600.0, description="Seconds a frame's bytes are kept.", gt=0)
    evidence_retention: float = Field(
        2_592_000.0, description="Seconds that copies of events' frames are kept after they were written.", gt=0
    )
    evidence_max_bytes: int = Field(
        20 * 2**30, description="Size limit of the copies of events' frames, bytes; the oldest are deleted first.", gt=0
    )
    spool: Path | None = Field(
        None,
        description="Where frames wait for an unreachable Kafka or frame store; default: `spool` in ORIN_HOME.",
    )
    spool_max_bytes: int = Field(
        4 * 2**30, description="Size limit of one camera's spool, bytes; beyond it the newest frames are refused.", gt=0
    )
    frames_max_bytes: int = Field(
        5 * 2**30, description="Size limit of the frame store, bytes; oldest deleted first.", gt=0
    )

    model: Path | None = Field(None, description="Weights for detection (.pt, .onnx, OpenVINO, .engine); none: motion.")
    backend: str | None = Field(
        None,
        description="Detection backend: yolo, motion, yolo+motion, or one of an installed package; default by model.",
    )
    device: str = Field("cpu", description="Where the model runs: cpu, cuda:0, mps.")

    detect_batch: int = Field(8, description="Most frames that detect infers in one batch.", gt=0)
    detect_wait: float = Field(
        0.0,
        description="Most seconds that a frame waits for others to be inferred with it. A few hundredths pay off on a"
        " GPU with many cameras, where a full batch costs little more than one frame; 0: no frame waits.",
        ge=0,
    )
    motion_gate: float = Field(
        8.0,
        description="Grey levels (of 255): a frame in which no small block changed by more since the last inference is"
        " `still` and keeps its boxes, for 2 s at most; 0: the model runs on every frame.",
        ge=0,
    )
    detect_max_lag: float = Field(
        5.0, description="Seconds after publishing from which on detect sheds a frame of a live source.", gt=0
    )
    dark_after: float = Field(10.0, description="Seconds without a frame after which a camera counts as dark.", gt=0)
    commit_interval: float = Field(0.1, description="Seconds a stage gathers input before it commits a batch.", gt=0)
    late_after: float = Field(
        60.0, description="Seconds from capture to publishing after which an event is late.", ge=0
    )
    takeover_after: float = Field(10.0, description="Seconds of silence after which another ingest takes over.", ge=0)
    drain_timeout: float = Field(8.0, description="Seconds a process may take to stop after SIGTERM.", gt=0)

    jobs_upload_max_bytes: int = Field(
        4 * 2**30, description="Most bytes of the files that are sent for one job, docs/jobs.md.", gt=0
    )
    jobs_max_seconds: float = Field(3600.0, description="Seconds that a job may take; then it fails.", gt=0)
    jobs_max_memory: int = Field(
        4 * 2**30, description="Memory that a job's process may hold, bytes; beyond it the job fails.", gt=0
    )
    jobs_max_disk: int = Field(
        10 * 2**30, description="Size of a job's files on the worker's disk, bytes; beyond it the job fails.", gt=0
    )
    jobs_most_waiting: int = Field(
        100, description="Jobs of one person or token that may wait or run; further ones are refused.", gt=0
    )
    jobs_retention: float = Field(
        604_800.0,
        description="Seconds that what a job has made is kept after its end; 30 days at most.",
        gt=0,
        le=2_592_000,
    )
    secrets: Path | None = Field(
        None,
        description="Folder with a file for each secret that targets name as `secret:NAME`; the variable"
        " `ORIN_SECRET_NAME` comes first.",
    )
    notify_allow: str | None = Field(
        None,
        description="Hosts, addresses and networks inside a network that targets may lead to, separated by commas;"
        " none: public addresses only.",
    )
    notify_timeout: float = Field(10.0, description="Seconds that one attempt to tell a target may take.", gt=0)
    notify_give_up_after: float = Field(
        86_400.0, description="Seconds after which a message that no attempt delivered is given up.", gt=0
    )
    public_url: str | None = Field(
        None, description="Address under which people reach the api, for links in messages; none: no links."
    )

    access: Literal["off", "on"] = Field(
        "off",
        description="Access control, docs/security.md. off: the api listens on this machine only, and whoever is on it"
        " reads everything. on: every request needs a token or a session.",
    )
    hosts: str | None = Field(
        None,
        description="With access control, the names that the apps are reached by, separated by commas, such as"
        " `orin.example.org`; this machine's own are always among them.",
    )
    requests_per_minute: int = Field(
        3000,
        description="With access control, requests a minute that an app answers of one token, session or, without"
        " these, address; 0: any number.",
        ge=0,
    )
    proxies: str | None = Field(
        None,
        description="Addresses or networks of the proxies in front, separated by commas, whose `X-Forwarded-For` and"
        " `X-Forwarded-Proto` are believed; none: nobody's.",
    )
    oidc_issuer: str | None = Field(
        None, description="OpenID Connect provider whose tokens are believed, as it calls itself: `https://…`."
    )
    oidc_audience: str | None = Field(None, description="What those tokens must be for: their `aud`.")
    oidc_client_id: str | None = Field(
        None,
        description="What ORIN is called there, for people who sign in by their browser; none: they sign in with"
        " accounts of ORIN's own.",
    )
    oidc_client_secret: SecretStr | None = Field(
        None, description="That client's secret, where the provider gave it one; without it PKCE alone protects codes."
    )
    oidc_role_claim: str = Field(
        "orin_role",
        description="Claim that names the role: viewer, operator, author or admin, also with `orin-` before it, in a"
        " text or a list, the highest counts. Claims inside others: `realm_access.roles`.",
    )
    oidc_sites_claim: str = Field(
        "orin_sites", description="Claim that lists the patterns of sites, a list or a text with spaces or commas."
    )

    api_host: str = Field(
        "127.0.0.1", description="Address that the api listens on; loopback only, unless ORIN_ACCESS is on."
    )
    api_port: int = Field(8080, description="Port of the api; 0 takes a free one.", ge=0, le=65535)
    metrics_host: str = Field("127.0.0.1", description="Address that /metrics listens on.")
    metrics_port: int | None = Field(
        None,
        description="Port of a process's /metrics, also of an app's, beside its own; none: not served; 0: a free port.",
        ge=0,
        le=65535,
    )

    words_url: str | None = Field(
        None,
        description="OpenAI-compatible endpoint, such as `https://HOST/v1`, that `orin guards draft` asks where its"
        " rules do not settle a wish; none: no model is asked.",
    )
    words_model: str | None = Field(None, description="Name of the model at ORIN_WORDS_URL.")
    words_key: SecretStr | None = Field(None, description="Key for ORIN_WORDS_URL, where it requires one.")
    words_insecure: bool = Field(
        False,
        description="Whether ORIN_WORDS_URL may be `http://` beyond this machine, where others may read sentences and"
        " key on the way: true or false.",
    )

    log_level: str = Field("info", description="Lowest level that is logged: debug, info, warning or error.")
    log_format: str = Field("auto", description="Format of logs: json, console, or auto (console on a terminal).")

    def spool_folder(self) -> Path:
        """Where frames wait on this machine's disk."""
        return self.spool or self.home / "spool"

    def engines_folder(self) -> Path:
        """Where the one-machine engines' programs are cached."""
        return self.engines or self.home / "engines"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        own = (init_settings, env_settings, dotenv_settings)
        named = (values["home"] for values in (source() for source in own) if values.get("home"))
        home = Path(next(named, cls.model_fields["home"].default))
        return *own, DotEnvSettingsSource(settings_cls, env_file=home / RUNNING_FILE)


class OwnSettings(Settings):
    """Settings of a process that is about to run the one-machine mode, and so does not ask a running one."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings

"""The HTTP client of `orin jobs`: problems become one line, files are checked by their digests."""

import hashlib
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import httpx2

from orin.runtime.config.home import LINK_FILE, link_token
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.plain import plain

_TIMEOUT = httpx2.Timeout(60.0)
_POLL = 0.5


class Client:
    """Both apps at one address."""

    def __init__(self, http: httpx2.Client) -> None:
        self._http = http

    @classmethod
    @contextmanager
    def open(cls, url: str | None, token: str | None) -> Iterator["Client"]:
        """At `url`, else at the ORIN that runs on this machine, with the token of its link."""
        settings = Settings()
        address = (url or f"http://127.0.0.1:{settings.api_port}").rstrip("/")
        if token is None and (settings.home / LINK_FILE).exists():
            token = link_token(settings.home)
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        try:
            with httpx2.Client(base_url=address, headers=headers, timeout=_TIMEOUT, trust_env=url is not None) as http:
                yield cls(http)
        except httpx2.InvalidURL as error:
            raise Misuse(f"--url {address}: {error}") from None
        except httpx2.HTTPError as error:
            raise OrinError(f"ORIN at {address} does not answer: {error}; start `orin up`, or name --url") from None

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        """The JSON of a resource. OrinError with what the problem says."""
        return _checked(self._http.get(path, params=parameters)).json()  # type: ignore[no-any-return]

    def post(self, path: str) -> None:
        _checked(self._http.post(path))

    def submit(self, clips: Sequence[Path], fields: Mapping[str, str | list[str]], key: str | None) -> str:
        """The job's id."""
        with ExitStack() as opened:
            files = [("file", (clip.name, opened.enter_context(_opened(clip)))) for clip in clips]
            answer = self._http.post(
                "/control/v1/jobs", data=dict(fields), files=files,
                headers={"Idempotency-Key": key or uuid.uuid4().hex},
            )  # fmt: skip
        return str(_checked(answer).json()["id"])

    def wait(self, job_id: str, say: Callable[[str], None]) -> None:
        """Returns once the job is done. OrinError where it failed or was cancelled."""
        said = ""
        while True:
            answer = self._http.get(f"/v1/jobs/{job_id}")
            job = {"state": "queued", "progress": 0.0} if answer.status_code == 404 else _checked(answer).json()
            line = f"{job['state']} {job['progress']:.0%}"
            if line != said:
                say(said := line)
            if job["state"] == "done":
                return
            if job["state"] in {"failed", "cancelled"}:
                raise OrinError(f"job {job_id} {job['state']}: {job['message']}")
            time.sleep(_POLL)

    def fetch(self, job_id: str, folder: Path, names: Sequence[str]) -> Iterator[Path]:
        """Each file once it is written. OrinError for one that is there already, or whose digest is another."""
        job = self.get(f"/v1/jobs/{job_id}")
        if job["state"] != "done":
            raise OrinError(f"job {job_id} is {job['state']}: it has no files{_why(job)}")
        results = {each["name"]: each for each in job["results"]}
        for name in names:
            if name not in results:
                raise Misuse(f"job {job_id} has no file {name!r}: it has {', '.join(results)}")
        folder.mkdir(parents=True, exist_ok=True)
        for name in names or results:
            # The server names the file; nothing is written outside the folder.
            path = folder / Path(name).name
            self._download(f"/v1/jobs/{job_id}/files/{name}", path, results[name]["sha256"])
            yield path

    def _download(self, url: str, path: Path, sha256: str) -> None:
        if path.exists():
            raise OrinError(f"{path} is there already and is not written over: name another folder with --out")
        part, digest = path.with_name(f".{path.name}.part"), hashlib.sha256()
        with self._http.stream("GET", url) as answer:
            if answer.status_code != 200:
                answer.read()
                _checked(answer)
            with part.open("wb") as file:
                for chunk in answer.iter_bytes():
                    digest.update(chunk)
                    file.write(chunk)
        if digest.hexdigest() != sha256:
            part.unlink()
            raise OrinError(f"{path.name}: what came is not what the job made (another SHA-256): fetch it again")
        part.replace(path)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise Misuse(f"{path}: cannot be read: {error.strerror}") from None


def line_of(job: Mapping[str, Any]) -> str:
    """A job in a line of a list."""
    state = f"{job['state']} {job['progress']:.0%}" if job["state"] == "running" else job["state"]
    return plain(
        f"{job['job_id']}  {state:<13}{job['kind']:<10}{job['site']:<12}{job['by']:<16}{job['name']}{_why(job)}"
    )


def _why(job: Mapping[str, Any]) -> str:
    return f": {job['message']}" if job["message"] else ""


def _checked(answer: httpx2.Response) -> httpx2.Response:
    if answer.is_success:
        return answer
    try:
        detail = str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        detail = f"it answers {answer.status_code}"
    raise (Misuse if answer.status_code in {404, 422} else OrinError)(detail)

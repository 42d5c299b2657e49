"""Model files: checked and identified before anything tries to load them. Nothing is ever downloaded."""

import hashlib
from pathlib import Path

from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Model

SUFFIXES = (".pt", ".onnx", ".engine", ".torchscript")
_FOLDER_SUFFIX = "_openvino_model"


def identify(weights: Path) -> Model:
    """Name and sha256 of a model file (of an OpenVINO folder: over its files' names and bytes, sorted).

    Raises Misuse where there is no such file or its name is not one of a model, OrinError where it cannot be read.
    """
    if not weights.exists():
        raise Misuse(f"no model at {weights}: give the path of a local weights file; ORIN downloads nothing")
    is_folder = weights.is_dir()
    if is_folder != weights.name.endswith(_FOLDER_SUFFIX) or not (is_folder or weights.suffix in SUFFIXES):
        kinds = ", ".join((*SUFFIXES, f"*{_FOLDER_SUFFIX}/"))
        raise Misuse(f"{weights} is not a model file: its name must end in one of {kinds}")
    digest = hashlib.sha256()
    try:
        if is_folder:
            for path in sorted(p for p in weights.rglob("*") if p.is_file()):
                digest.update(path.relative_to(weights).as_posix().encode() + b"\0")
                _feed(digest, path)
        else:
            _feed(digest, weights)
    except OSError as error:
        raise OrinError(f"cannot read the model {weights}: {error.strerror}") from error
    return Model(name=weights.name, sha256=digest.hexdigest())


def _feed(digest: "hashlib._Hash", path: Path) -> None:
    if path.stat().st_size == 0:
        raise OrinError(f"{path} is empty, so it is not a model; copy it again")
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)

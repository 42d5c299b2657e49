"""`import orin` is cheap, and its names are what they are elsewhere."""

import subprocess
import sys

import pytest

import orin
from orin import analysis
from orin.schemas import errors, records
from orin.schemas.wire import serde
from tests.support.repository import ROOT


def test_importing_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import orin; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded <= {"orin"} | {name for name in loaded if name.partition(".")[0] in sys.stdlib_module_names}
    assert not loaded & {"importlib.metadata", "email"}


def test_names_are_loaded_when_they_are_used() -> None:
    assert (orin.records, orin.errors, orin.serde) == (records, errors, serde)
    assert (orin.read, orin.judge, orin.events) == (analysis.read, analysis.judge, analysis.events)
    assert orin.__version__.count(".") == 2
    assert set(orin.__all__) <= set(dir(orin))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'orin' has no attribute 'jugde'"):
        orin.jugde  # noqa: B018

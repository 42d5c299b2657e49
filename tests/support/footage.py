"""Evaluation footage and weights beside the checkout: tests that need them skip loudly, and fail in CI."""

import os
from pathlib import Path

import pytest

from tests.support.repository import ROOT

SHARED = ROOT.parent / "shared"


def footage(relative: str) -> Path:
    """The path of a file under ../shared; skips the test where it is absent, fails it when CI is set."""
    path = SHARED / relative
    if not path.exists():
        message = f"needs ../shared/{relative}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path

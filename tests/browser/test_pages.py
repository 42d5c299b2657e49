"""The pages for people in Chromium, on a phone and a desk, light and dark: axe-core finds nothing wrong with them."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from starlette.responses import Response

from orin.access.principal import LOCAL_READER
from orin.cli.history.explain_page import LIGHT, page
from orin.cli.history.explain_times import Times, zone_named
from orin.control.signing_in import page as sign_in_page
from orin.schemas.errors import OrinError
from tests.support.explained import SCENE, explained
from tests.support.servers.browser import Examined, examine

PICTURE = cv2.imencode(".jpg", np.full((90, 160, 3), 128, np.uint8))[1].tobytes()


def gone(uri: str) -> bytes:
    raise OrinError(uri)


def text(answer: Response) -> str:
    return bytes(answer.body).decode()


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory, engines: Path) -> dict[str, list[Examined]]:
    """By page."""
    whole = page(explained(SCENE.records()), lambda uri: PICTURE, Times(zone_named("Europe/Berlin")))
    pages = {
        "whole": whole,
        "without pictures": page(explained(SCENE.records()), gone),
        "without frames": page(explained([]), gone),
        "sign in": text(sign_in_page.form("/", "https://id.example.org", "account or password is wrong")),
        "signed in": text(sign_in_page.signed_in(LOCAL_READER, "x")),
        "after the provider": text(sign_in_page.leads_on(LOCAL_READER, "#")),
        "faint": whole.replace(f"--soft:{LIGHT['soft']}", "--soft:#c8ccd4"),
    }
    folder = tmp_path_factory.mktemp("pages")
    files = {folder / f"{name}.html": name for name in pages}
    for file, name in files.items():
        file.write_text(pages[name])
    found = examine(engines, list(files))
    return {name: [each for each in found if each.file == str(file)] for file, name in files.items()}


SIGNING_IN = ["sign in", "signed in", "after the provider"]


@pytest.mark.parametrize("name", ["whole", "without pictures", "without frames", *SIGNING_IN])
def test_nothing_is_wrong_at_either_width_in_light_and_dark(examined: dict[str, list[Examined]], name: str) -> None:
    assert {(each.width, each.scheme) for each in examined[name]} == {
        (width, scheme) for width in (390, 1280) for scheme in ("light", "dark")
    }
    for each in examined[name]:
        assert each.violations == [], (each.width, each.scheme)
        assert each.overflow <= 0, (each.width, each.scheme)
        more = {"sign in": {"label"}, "signed in": {"button-name"}, "after the provider": {"link-name"}}
        assert {"color-contrast", "document-title", "html-has-lang", *more.get(name, {"svg-img-alt"})} <= set(
            each.passes
        )


def test_what_is_wrong_is_found(examined: dict[str, list[Examined]]) -> None:
    for each in examined["faint"]:
        assert [rule.partition(":")[0] for rule in each.violations] == ["color-contrast"] * (each.scheme == "light")

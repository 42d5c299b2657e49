"""Passwords cost next to nothing here: what argon2id's own parameters cost is tried by nobody."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from orin.access import passwords


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield

"""Passwords: argon2id, off the event loop, a few at a time."""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from orin.schemas.errors import Misuse

SHORTEST, LONGEST = 12, 128
_FEWEST_DIFFERENT = 4
_HASHER = PasswordHasher()
"""argon2-cffi's own choice (RFC 9106, for little memory): 64 MiB and about 50 ms a hash."""
_AT_ONCE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")


def check_new(password: str, name: str) -> None:
    """Misuse for a password that may not be chosen."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Misuse(f"a password has {SHORTEST} to {LONGEST} characters, and this one has {len(password)}")
    if name.lower() in password.lower() or len(set(password)) < _FEWEST_DIFFERENT:
        raise Misuse("this password is easily guessed: take several words that have nothing to do with the account")


async def hashed(password: str) -> str:
    """With salt and parameters, as it is stored."""
    return await asyncio.get_running_loop().run_in_executor(_AT_ONCE, _HASHER.hash, _normal(password))


async def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes as long where nothing is stored."""
    asked = _normal(password) if len(password) <= LONGEST else ""
    right = await asyncio.get_running_loop().run_in_executor(_AT_ONCE, _verify, stored, asked)
    return right and stored is not None


@cache
def _nobodys() -> str:
    """Checked where there is no such account."""
    return _HASHER.hash("what nobody chose")


def _verify(stored: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(stored or _nobodys(), password)
    except (Argon2Error, InvalidHashError):
        return False


def _normal(password: str) -> str:
    """One form for what keyboards write in several."""
    return unicodedata.normalize("NFC", password)

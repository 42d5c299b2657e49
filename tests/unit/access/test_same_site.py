"""Where people are led after signing in."""

from urllib.parse import urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from orin.access.same_site import own_path


@given(st.text(max_size=30) | st.text("/\\.:@\t\n%ab", max_size=12))
@example("/\n/evil.example")
@example("/x\r\nSet-Cookie: a=b")
def test_what_is_gone_to_is_a_path_of_this_address(text: str) -> None:
    path = own_path(text)
    assert path in (text, "/")
    there = urlsplit(path)
    assert (there.scheme, there.netloc) == ("", "")
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert path.isprintable()
    assert " " not in path

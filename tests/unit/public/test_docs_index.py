"""docs/README.md lists every page."""

from tests.support.repository import ROOT


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text()
    pages = sorted(page.name for page in (ROOT / "docs").glob("*.md") if page.name != "README.md")
    assert pages
    assert [page for page in pages if f"({page})" not in index] == []

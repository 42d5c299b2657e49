"""HTML that is made here: one frame and one style for every page, and no script."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from html import escape

from fastapi.responses import HTMLResponse

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h2{font:600 1.1rem ui-monospace,monospace;margin-top:2.5rem}code,pre{font-family:ui-monospace,monospace}"
    "pre{background:#f4f4f4;padding:1rem;overflow:auto;font-size:.8rem}"
    "td{padding:.2rem 1rem .2rem 0;vertical-align:top}"
    "main{max-width:22rem;margin:0 auto}label{display:block}"
    "input,button{font:inherit;box-sizing:border-box;width:100%;padding:.6rem;border:1px solid #767676;"
    "border-radius:.3rem}button{background:#0b57d0;border-color:#0b57d0;color:#fff;cursor:pointer}"
    "[role=alert]{border-left:.3rem solid #b3261e;padding-left:.7rem}"
    "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}pre{background:#222}a{color:#8bf}"
    "input{background:#222;color:#ddd}}"
)
STYLE_HASH = "'sha256-" + b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode() + "'"
"""For the Content-Security-Policy: the one style that may stand in a page."""


def page(
    title: str, body: str, status: int = 200, headers: Mapping[str, str] | None = None, head: str = ""
) -> HTMLResponse:
    """`body` and `head` are HTML, `title` is text."""
    text = (
        "<!doctype html><html lang=en><head><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{head}<style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    return HTMLResponse(text, status, headers)

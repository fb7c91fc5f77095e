"""A web page, fetched once because a person named it."""

from __future__ import annotations

import urllib.error
import urllib.request
from urllib.parse import urlsplit

from studio.errors import InputError

__all__ = ["fetch_page", "is_address"]

_LARGEST = 8 << 20
_PATIENCE = 20.0
_HINT = "save the page as HTML and give that file"


def is_address(text: str) -> bool:
    """Whether this is an address on the web rather than a file."""
    return text.lower().startswith(("http://", "https://"))


def fetch_page(address: str) -> str:
    """The HTML of a page.

    Raises:
        InputError: It cannot be reached, is no page, or is too large.
    """
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise InputError(f"{address} is no address of a page", "give https://…")
    request = urllib.request.Request(  # the scheme was checked above
        address, headers={"User-Agent": "Mozilla/5.0 (compatible; aigc-studio)"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            kind = answer.headers.get_content_type()
            data: bytes = answer.read(_LARGEST + 1)
            charset = answer.headers.get_content_charset()
    except urllib.error.HTTPError as error:
        raise InputError(f"{address} answers {error.code} {error.reason}", _HINT) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise InputError(f"{address} cannot be fetched: {reason}", _HINT) from error
    if kind not in ("text/html", "text/plain", "application/xhtml+xml", "text/markdown"):
        raise InputError(f"{address} is {kind}, not a page", _HINT)
    if len(data) > _LARGEST:
        raise InputError(f"{address} is larger than 8 MB", _HINT)
    return _decoded(data, charset)


def _decoded(data: bytes, charset: str | None) -> str:
    head = data[:2048].decode("ascii", "ignore").lower()
    named = head.partition("charset=")[2].lstrip("\"'")[:16]
    inside = "".join(c for c in named if c.isalnum() or c in "-_") if "charset=" in head else ""
    for encoding in (charset, inside, "utf-8", "gb18030"):
        try:
            if encoding:
                return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")

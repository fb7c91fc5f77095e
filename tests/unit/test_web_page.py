"""A page is fetched because a person named it; what is no page is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from studio.app.web_page import fetch_page, is_address
from studio.errors import InputError

PAGES = {
    "/plain": ("text/html; charset=utf-8", "<p>茶</p>".encode()),
    "/old": ("text/html", '<meta charset="gb2312"><p>茶</p>'.encode("gb18030")),
    "/picture": ("image/png", b"\x89PNG"),
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the library names it
        if self.path not in PAGES:
            self.send_error(404)
            return
        kind, body = PAGES[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("page", ["/plain", "/old"])
def test_a_page_is_read_in_its_own_encoding(site: str, page: str) -> None:
    assert "茶" in fetch_page(site + page)


@pytest.mark.parametrize(
    ("page", "told"), [("/picture", "image/png, not a page"), ("/gone", "answers 404")]
)
def test_what_is_no_page_is_told(site: str, page: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        fetch_page(site + page)


def test_nobody_there_and_no_address_are_told() -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch_page("http://127.0.0.1:9/x")
    with pytest.raises(InputError, match="no address"):
        fetch_page("https://")
    assert is_address("https://a.example") and not is_address("article.md")

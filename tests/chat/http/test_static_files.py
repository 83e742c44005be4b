"""Files of the page: compressed once, and kept by the browser as long as they may be."""

import httpx

IMMUTABLE = "private, max-age=31536000, immutable"


def named(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('"/')[1:] if part.startswith(("assets/", "public/"))]


def test_file_that_the_page_names_is_compressed_and_immutable(browser: httpx.Client) -> None:
    page = browser.get("/")
    assert page.headers["cache-control"] == "no-store"
    files = [file for file in named(page.text) if ".css" in file or ".js" in file]
    assert len(files) > 5
    for file in files:
        answer = browser.get(f"/{file}")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, IMMUTABLE), file
        assert answer.headers["content-encoding"] == "gzip", file
        plain = browser.get(f"/{file}", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers, file
        assert plain.content == answer.content, file


def test_unchanged_file_is_not_sent_again(browser: httpx.Client) -> None:
    first = browser.get("/public/avatar.svg")
    assert first.headers["cache-control"] == "private, max-age=3600"
    again = browser.get("/public/avatar.svg", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get("/public/avatar.svg", headers={"accept-encoding": "identity"}).content == first.content


def test_file_outside_the_folder_is_not_found(browser: httpx.Client) -> None:
    request = browser.build_request("GET", "/", extensions={"target": b"/public/../app.py"})
    assert browser.send(request).status_code == 404

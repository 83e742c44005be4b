"""A person with a browser that only knows HTML forms, redirects and cookies."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp import ClientResponse, ClientSession, CookieJar
from yarl import URL

PASSWORD = "Correct1Horse2Battery"


def browser() -> ClientSession:
    """A client with a cookie jar that follows no redirect by itself."""
    return ClientSession(cookie_jar=CookieJar(unsafe=True, quote_cookie=False), requote_redirect_url=False)


@dataclass
class Page:
    """What a person sees."""

    url: URL
    status: int
    html: str
    headers: dict[str, str]
    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    alert: str = ""

    @classmethod
    async def read(cls, response: ClientResponse) -> Page:
        page = cls(response.url, response.status, await response.text(), dict(response.headers))
        _Reader(page).feed(page.html)
        return page

    async def submit(self, http: ClientSession, **filled: str) -> Page:
        """Sends the form with what was filled in by label, e.g. `Username` or `New_password`."""
        values = {self.labels[label.replace("_", " ")]: text for label, text in filled.items()}
        return await follow(http, "POST", self.url.join(URL(self.action, encoded=True)), self.fields | values)


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._label: str | None = None
        self._names: dict[str, str] = {}
        self._alert = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._alert = given.get("role") == "alert"
        self._label = given["for"] if tag == "label" else None
        if tag == "form":
            self._page.action = given["action"]
        if tag == "input":
            self._page.fields[given["name"]] = given.get("value", "")
            labels = self._page.labels
            for text, target in list(labels.items()):
                if target == given.get("id"):
                    labels[text] = given["name"]

    def handle_data(self, data: str) -> None:
        if self._label:
            self._page.labels[data] = self._label
        if self._alert:
            self._page.alert += data

    def handle_endtag(self, tag: str) -> None:
        self._label, self._alert = None, False


async def follow(http: ClientSession, method: str, url: URL | str, data: dict[str, str] | None = None) -> Page:
    """Sends a request and follows redirects as a browser does."""
    async with http.request(method, url, data=data, max_redirects=10) as response:
        return await Page.read(response)


async def sign_in(http: ClientSession, public_url: str, username: str, password: str, path: str = "/") -> Page:
    """Opens the product and signs in, choosing PASSWORD when the one given is temporary."""
    page = await follow(http, "GET", URL(public_url + path, encoded=True))
    page = await page.submit(http, Username=username, Password=password)
    if "New password" in page.labels:
        page = await page.submit(http, New_password=PASSWORD, Confirm_password=PASSWORD)
    return page


async def visit(http: ClientSession, authorize: URL, username: str) -> URL:
    """Opens an authorization request, signs in if the page asks for it, and returns where the browser is sent."""
    origin, url, method, form = authorize.origin(), authorize, "GET", None
    while url.origin() == origin:
        async with http.request(method, url, data=form, allow_redirects=False) as response:
            if "Location" in response.headers:
                url, method, form = url.join(URL(response.headers["Location"], encoded=True)), "GET", None
                continue
            page = await Page.read(response)
        assert "Password" in page.labels, page.html
        assert not page.alert
        url, method = page.url.join(URL(page.action, encoded=True)), "POST"
        form = page.fields | {"username": username, "password": PASSWORD}
    return url

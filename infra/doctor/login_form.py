"""The form of a login page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urljoin

import httpx


@dataclass
class LoginForm:
    """An HTML form: its action, method and fields."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def on(cls, page: httpx.Response) -> Self | None:
        """Return the first form of a page."""
        reader = _FormParser()
        reader.feed(page.text)
        if reader.attributes is None:
            return None
        action = urljoin(str(page.url), reader.attributes.get("action") or "")
        return cls(action, (reader.attributes.get("method") or "get").upper(), reader.fields)

    def filled(self, user: str, password: str) -> dict[str, str]:
        """Return the form's fields with the credentials filled in."""
        return self.fields | {"username": user, "password": password}


class _FormParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] | None = None
        self.fields: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and self.attributes is None:
            self.attributes, self._inside = given, True
        elif tag == "input" and self._inside and (name := given.get("name")):
            self.fields[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"

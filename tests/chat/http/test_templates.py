"""Every page shows what people typed as text, never as markup or as a template."""

import html
import re
import uuid
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import UndefinedError
from starlette.responses import HTMLResponse

from agents.memory.fact import Fact, Source
from agents.memory.library import LibraryFile
from chat.history.step import StepRecord
from chat.history.store import Thread
from chat.http.templates import FOLDER, environment, render, render_alert
from chat.i18n.language import current_language
from chat.memory_pages import view as memory_view
from chat.memory_pages.form import RefusedForm
from chat.share_pages.routes import Offer, SharedRow
from chat.share_pages.view import message_views
from chat.shares.service import ShareContent
from chat.shares.share_store import Share, SharedMessage
from chat.status import budget_view, guardrail_view
from chat.status import view as status_view

HOSTILE = """<script>alert("x")</script> ' onfocus='x' " autofocus="{{ 1234567 * 3 }} {% raw %}"""
FACT = Fact(HOSTILE, thread_id="thread")
FILE = LibraryFile("0" * 32, HOSTILE, FACT.saved_at, (Fact(HOSTILE, source=Source("0" * 32, HOSTILE, 1, 1)),))
BUDGET = budget_view.BudgetRow(HOSTILE, [HOSTILE], True, HOSTILE)
USAGE = status_view.UsageTable([status_view.UsageRow(HOSTILE, HOSTILE, [HOSTILE])], [HOSTILE])


def memory_overview(action: str = "/memory/add", **typed: str) -> HTMLResponse:
    refused = RefusedForm(action, HOSTILE, {"text": HOSTILE, **typed})
    same = [Fact(f"my birthday is {day} {HOSTILE}") for day in ("May 1", "May 2")]
    page = memory_view.MemoryPage([FACT], same, [FILE], {"thread": HOSTILE}, HOSTILE, 1, refused)
    limits = memory_view.LIMITS
    return render("memory/overview.html", title=HOSTILE, page=page, limits=limits, confirmation=HOSTILE, done=HOSTILE)


def status() -> HTMLResponse:
    return render(
        "status/status.html",
        in_force=[(HOSTILE, HOSTILE)],
        problems=[HOSTILE],
        health=[status_view.HealthRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1)],
        own_budgets=[BUDGET],
        allowance=HOSTILE,
        budgets_of_all=[BUDGET],
        people={HOSTILE: HOSTILE},
        own_usage=USAGE,
        day=status_view.UsageDay("2026-01-02", HOSTILE, HOSTILE, USAGE, is_cut=True),
        is_usage_known=False,
        is_administrator=True,
        manages_people=True,
        rules=[(HOSTILE, HOSTILE)],
        findings=[guardrail_view.FindingRow(HOSTILE, HOSTILE, [HOSTILE])],
        trial=status_view.Trial(False, HOSTILE),
        trial_path="/status/question",
    )


def sharing() -> HTMLResponse:
    shared = Share(
        thread_id=HOSTILE,
        token_hash=HOSTILE,
        made_at="2026-03-02T09:00:00.000000Z",
        updated_at="2026-03-02T09:00:01.000000Z",
        with_files=True,
        title_digest="",
        is_cut=True,
        messages=(SharedMessage("q"),),
    )
    offer = Offer(Thread(HOSTILE, HOSTILE, "", ""), ShareContent("", False, shared.messages), 1)
    rows = [SharedRow(shared, HOSTILE)]
    said: dict[str, Any] = {"title": HOSTILE, "is_on": True, "said": HOSTILE, "refusal": HOSTILE}
    return render("sharing/overview.html", rows=rows, offer=offer, offer_name=HOSTILE, **said)


def shared_conversation() -> HTMLResponse:
    question: StepRecord = {"id": "q", "type": "user_message", "output": HOSTILE}
    question["metadata"] = {"attachments": [{"id": str(uuid.uuid4()), "name": HOSTILE, "type": "text/plain"}]}
    answer: StepRecord = {"id": "a", "type": "assistant_message", "output": HOSTILE}
    answer["metadata"] = {"pictures": [{"name": HOSTILE, "svg": HOSTILE}]}
    messages = (SharedMessage("q", "d"), SharedMessage("a", "d", ("math_assistant", HOSTILE)))
    share = Share(
        thread_id="t",
        token_hash="h",
        made_at="2026-03-02T09:00",
        updated_at="2026-03-02T09:00",
        with_files=True,
        title_digest="",
        is_cut=False,
        messages=messages,
    )
    views = message_views(share, [question, answer], "t" * 43)
    return render("sharing/shared.html", title=HOSTILE, share=share, messages=views)


PAGES: dict[str, Callable[[], HTMLResponse]] = {
    "alert": lambda: render_alert(HOSTILE, HOSTILE),
    "memory": memory_overview,
    "memory, a refused change": lambda: memory_overview("/memory/edit", id=FACT.id),
    "memory, a refused note": lambda: memory_overview("/memory/files", name=HOSTILE, note=HOSTILE),
    "memory, a refused confirmation": lambda: memory_overview("/memory/forget-all", confirmation=HOSTILE),
    "file": lambda: render("memory/file.html", file=FILE, overview_title=HOSTILE),
    "my data": lambda: render("my_data/choices.html", confirmation=HOSTILE, refusal=HOSTILE),
    "receipt": lambda: render("my_data/receipt.html", erased={HOSTILE: 1}, moment=HOSTILE, reference=HOSTILE),
    "passage": lambda: render(
        "reading/passage.html",
        title=HOSTILE,
        name=HOSTILE,
        file=HOSTILE,
        is_pdf=True,
        place={"page": 1, "pages": 2, "before": HOSTILE, "passage": HOSTILE, "after": HOSTILE},
    ),
    "status": status,
    "what is shared": sharing,
    "a link": lambda: render("sharing/made.html", name=HOSTILE, link=HOSTILE, page="/share"),
    "a shared conversation": shared_conversation,
}


class Markup(HTMLParser):
    """Collects the scripts, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.names: set[str] = set()
        self.values: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs).get("src"))
        self.names |= {name for name, _ in attrs}
        self.values += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", PAGES)
def test_hostile_values_stay_text(name: str) -> None:
    page = bytes(PAGES[name]().body).decode()
    markup = Markup(page)
    assert set(markup.scripts) <= {"/public/times.js", "/public/copy.js"}
    assert not {attribute for attribute in markup.names if attribute.startswith("on")}
    assert HOSTILE in markup.text
    assert HOSTILE not in page
    assert "3703701" not in markup.text


@pytest.mark.parametrize("name", ["memory, a refused note", "memory, a refused confirmation"])
def test_hostile_values_stay_inside_their_attribute(name: str) -> None:
    assert HOSTILE in Markup(bytes(PAGES[name]().body).decode()).values


class OwnDirection(HTMLParser):
    """Finds the words that do not stand in an element with a direction of its own."""

    def __init__(self, page: str, words: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.words = words
        self.held = 0
        self.loose: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append((tag, tag == "bdi" or dict(attrs).get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.words in data and not any(tag == "title" for tag, _ in self.open):
            self.held += 1
            if not any(own for _, own in self.open):
                self.loose.append(f"{self.open[-1][0]}: {data}")


def test_what_a_person_wrote_has_a_direction_of_its_own() -> None:
    fact = Fact("my birthday is May 1", thread_id="thread")
    file = LibraryFile("0" * 32, fact.text, fact.saved_at, (Fact(fact.text, source=Source("0" * 32, fact.text, 1, 1)),))
    page = memory_view.MemoryPage(
        [fact], [fact, Fact("my birthday is May 2")], [file], {"thread": fact.text}, "", 1, None
    )
    memory: dict[str, Any] = {"page": page, "limits": memory_view.LIMITS, "confirmation": "", "done": ""}
    usage = status_view.UsageTable([status_view.UsageRow(fact.text, "", [])], [])
    day = status_view.UsageDay("2026-01-02", "", "", usage, is_cut=False)
    everybody: dict[str, Any] = {
        "in_force": [],
        "problems": [],
        "health": [],
        "own_budgets": [],
        "allowance": "",
        "budgets_of_all": [],
        "people": {},
        "own_usage": None,
        "day": day,
        "is_usage_known": True,
        "is_administrator": False,
        "manages_people": False,
    }
    pages = [
        (render("memory/overview.html", title="Memory", **memory), 6),
        (render("memory/file.html", file=file, overview_title="Memory"), 2),
        (render("status/status.html", **everybody), 1),
    ]
    for made, least in pages:
        found = OwnDirection(bytes(made.body).decode(), "my birthday is May")
        assert found.held >= least
        assert found.loose == []


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr")])
def test_a_page_has_the_direction_of_its_language(language: str, direction: str) -> None:
    token = current_language.set(language)
    try:
        page = bytes(render_alert("title", "sentence").body).decode()
    finally:
        current_language.reset(token)
    assert f'<html lang="{language}" dir="{direction}"' in page


def test_every_template_is_escaped_and_knows_its_names() -> None:
    assert environment().autoescape is True
    assert environment().from_string("{{ value }}").render(value="<b>") == html.escape("<b>")
    with pytest.raises(UndefinedError, match="missing"):
        environment().from_string("{{ missing }}").render()


@pytest.mark.parametrize("name", PAGES)
def test_styles_stand_in_the_head_and_regions_have_names_of_their_own(name: str) -> None:
    head, body = bytes(PAGES[name]().body).decode().split("</head>")
    assert "<style" not in body
    assert head.count("<style") == name.startswith(("memory", "file"))
    named = re.findall(r'role="region" aria-label="([^"]+)"', body)
    assert len(set(named)) == body.count('role="region"')


def test_no_template_switches_escaping_off() -> None:
    sources = [path.read_text("utf-8") for path in FOLDER.rglob("*.html")]
    assert len(sources) > 5
    assert not [source for source in sources if "| safe" in source or "|safe" in source or "autoescape" in source]

"""Alice's page with a scripted model behind it: what is picked there, and what is seen of an answer."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.agents.fakes.bedrock import START, BedrockFake, stop, text
from tests.agents.fakes.scripted import Pause, Step
from tests.e2e.cloud import Cloud
from tests.e2e.person import composer

# Each socket of a page is told what can be picked, and what is.
PICKERS_COME = "() => { window.pickersCome = new Promise((done) => pageSocket.on('set_modes', done)); }"
PICK_IS_SENT = 1000  # ms; the page looks at what is picked 100 ms after a click or a key
WINDOW: ViewportSize = {"width": 1180, "height": 860}
FAST, CAREFUL, SMALL = "Amazon Nova 2 Lite", "Amazon Nova Pro", "Small demonstration model"


@dataclass
class Chat:
    """Alice's page, and the model behind it."""

    page: Page
    model: BedrockFake
    cloud: Cloud

    def new_chat(self, model: str = FAST, route: str = "Auto") -> Page:
        """Begin a conversation with this model and this route, in a window of the usual size."""
        self.page.set_viewport_size(WINDOW)
        self.page.goto(self.cloud.url)
        expect(composer(self.page)).to_be_visible()
        return self._picked(model, route)

    def next_chat(self, model: str = FAST, route: str = "Auto") -> Page:
        """Begin one more conversation, where it can be by the page's own button: loading the page costs more."""
        self.page.set_viewport_size(WINDOW)
        button = self.page.get_by_role("button", name="New conversation")
        if not button.is_visible():
            return self.new_chat(model, route)
        self.page.evaluate(PICKERS_COME)
        button.click()
        self.page.wait_for_url(f"{self.cloud.url}/")
        self.page.evaluate("pickersCome")
        expect(questions(self.page)).to_have_count(0)
        return self._picked(model, route)

    def _picked(self, model: str, route: str) -> Page:
        pick(self.page, "model", model)
        pick(self.page, "route", route)
        return self.page


def picker(page: Page, name: str) -> Locator:
    return page.locator(f"#mode-picker-trigger-{name}")


def pick(page: Page, name: str, option: str) -> None:
    expect(picker(page, name)).to_be_enabled()
    if option not in (picker(page, name).text_content() or ""):
        picker(page, name).click()
        page.get_by_role("option", name=re.compile(rf"^{option}")).click()
        expect(picker(page, name)).to_contain_text(option)


def answers(page: Page) -> Locator:
    return page.locator("[data-step-type=assistant_message]")


def questions(page: Page) -> Locator:
    return page.locator("[data-step-type=user_message]")


def quiet_line(page: Page) -> Locator:
    return page.locator("[data-step-type=llm]")


def step(page: Page, name: str) -> Locator:
    """The button that folds and unfolds the step of a specialist or a tool that has ended."""
    return page.get_by_role("button", name=re.compile(rf"^{name} · (< )?\d"))


def grows(*pieces: str | Pause) -> list[Step]:
    """An answer that waits where a pause stands."""
    steps = [piece if isinstance(piece, Pause) else text(piece)[0] for piece in pieces]
    return [START, *steps, text("")[-1], *stop(tokens=(900, 300))]

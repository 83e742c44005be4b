"""Opening the page costs a browser no work that nobody has use for."""

from typing import Any

from playwright.sync_api import Page

from tests.e2e.person import composer

COUNT_ERRORS = """
window.errors = [];
window.Error = new Proxy(Error, {
  construct(kind, values, wanted) {
    errors.push(String(values[0]));
    return Reflect.construct(kind, values, wanted);
  },
});
"""


def test_page_opens_without_an_error_made_or_thrown(alice: Page) -> None:
    thrown: list[str] = []
    inspector = alice.context.new_cdp_session(alice)

    def paused(event: dict[str, Any]) -> None:
        thrown.append(str(event.get("data", {}).get("description")))
        inspector.send("Debugger.resume")

    inspector.on("Debugger.paused", paused)
    inspector.send("Debugger.enable")
    inspector.send("Debugger.setPauseOnExceptions", {"state": "all"})
    alice.add_init_script(COUNT_ERRORS)
    alice.reload()
    composer(alice).wait_for()
    assert thrown == []
    assert alice.evaluate("errors") == []

"""Opening the page costs a browser no work that nobody has use for, and shows no composer that does not stay."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.chat import picker
from tests.e2e.person import composer, wait_until

COUNT_ERRORS = """
window.errors = [];
window.Error = new Proxy(Error, {
  construct(kind, values, wanted) {
    errors.push(String(values[0]));
    return Reflect.construct(kind, values, wanted);
  },
});
"""

COUNT_COMPOSERS = """
window.composers = [];  // each time that there is one, and each time that there is none
new MutationObserver(() => {
  const isThere = Boolean(document.getElementById("chat-input"));
  if (isThere !== (composers.at(-1) ?? false)) composers.push(isThere);
}).observe(document, { childList: true, subtree: true });
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


def test_composer_that_is_shown_is_not_taken_away_again(alice: Page) -> None:
    """What is typed while it is away is lost; on a slow network that is long."""
    held: list[Route] = []
    alice.add_init_script(COUNT_COMPOSERS)
    alice.route("**/user", lambda route: held.append(route))
    with alice.expect_response("**/project/translations*"):
        alice.reload()
    wait_until(alice, lambda: held)
    alice.wait_for_timeout(500)  # the page has shown what it shows without the person
    alice.unroute("**/user")  # which lets the question go
    expect(picker(alice, "route")).to_be_enabled()
    assert alice.evaluate("composers") == [True]

"""Every control of every screen can be seen in every state, in light and in dark."""

from playwright.sync_api import Page

from tests.e2e.cloud import Cloud
from tests.e2e.controls import Sight, measuring, tour


def test_every_control_can_be_seen_in_every_state(alice_signed_in: Page, cloud: Cloud) -> None:
    sights: list[Sight] = []
    tour(measuring(alice_signed_in, sights), alice_signed_in, cloud.url)

    states = {(sight.scheme, state) for sight in sights for state in sight.state.split()}
    every = ("rest", "hover", "pressed", "focus", "chosen", "disabled")
    assert states == {(scheme, state) for scheme in ("light", "dark") for state in every}
    unseen = {
        f"{sight.control} on {sight.screen}, {sight.scheme}, {sight.state}: {sight.part} {sight.contrast:.2f}"
        for sight in sights
        if sight.contrast < sight.least
    }
    assert not unseen, "\n".join(sorted(unseen))

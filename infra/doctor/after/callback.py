"""Whether somebody else's login can be slipped to a browser."""

from infra.doctor.check import ToDo
from infra.doctor.site import CALLBACK, Site


def ask(site: Site) -> str:
    """Whether a code with a state that was never given out is refused."""
    answer = site.get(f"{CALLBACK}?code=forged&state=forged")
    if answer.status_code < 400:
        raise ToDo(
            f"A login that nobody began gets {answer.status_code}: the callback must check the state it gave out."
        )
    return f"a login that nobody began is refused ({answer.status_code})"

"""Whether another name is served."""

from infra.doctor.check import ToDo
from infra.doctor.site import Site, by_server

ELSEWHERE = "doctor.invalid"


def ask(site: Site) -> str:
    """Whether a Host that is not ours is refused, or led to ours."""
    answer = site.get(headers={"host": ELSEWHERE})
    if answer.is_redirect and answer.headers["location"].startswith(site.url + "/"):
        return f"{ELSEWHERE} is led here"
    if answer.is_redirect or answer.status_code == 200 or by_server(answer):
        raise ToDo(f"Host {ELSEWHERE} is served ({answer.status_code}): every rule must compare the Host header.")
    return f"{ELSEWHERE} is refused ({answer.status_code})"

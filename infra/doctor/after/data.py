"""Whether scripts without a session are refused by the load balancer, before the server sees them."""

from infra.doctor.check import ToDo
from infra.doctor.site import Site, by_server

# One of each rule, and what only the load balancer's own health checks may ask.
PATHS = ("/user", "/project/threads", "/auth/config", "/ws/socket.io/", "/feedback", "/logout", "/health")


def ask(site: Site) -> str:
    """Whether each data path is denied."""
    for path in PATHS:
        answer = site.get(path)
        if by_server(answer) or answer.status_code == 200:
            raise ToDo(f"{path} reaches the server without a login: give its rule an authenticate action.")
        if answer.is_redirect:
            raise ToDo(f"{path} redirects to the login, which no script can follow: its rule must deny.")
        if answer.status_code != 401:
            raise ToDo(f"{path} is answered with {answer.status_code}, not 401: look at the listener's rules.")
    return f"{len(PATHS)} refused before the server"

"""The checks after a deployment: first as a stranger, then as somebody signed in."""

from infra.doctor.after import callback, data, direct, forged, host, login, page, signed_out, sockets, transport
from infra.doctor.check import Check
from infra.doctor.site import Site

CHECKS: tuple[Check[Site], ...] = (
    Check("encryption", transport.ask),
    Check("login redirect", login.ask_redirect),
    Check("login page", login.ask_page),
    Check("callback", callback.ask),
    Check("data paths", data.ask),
    Check("forged headers", forged.ask),
    Check("other hosts", host.ask),
    Check("direct way", direct.ask),
    Check("stranger's socket", sockets.ask_refused),
    Check("signed-out page", signed_out.ask_page),
    Check("sign-in", page.ask_sign_in),
    Check("page", page.ask_page),
    Check("page's headers", page.ask_headers),
    Check("cookies", page.ask_cookies),
    Check("claimed headers", forged.ask_signed_in),
    Check("socket", sockets.ask_open),
    Check("sign-out", signed_out.ask_way_out),
)

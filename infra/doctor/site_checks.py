"""The checks of a deployed site, in order: first without a session, then signed in."""

from infra.doctor import edge_checks, login_checks, page_checks
from infra.doctor.check import Check
from infra.doctor.site import Site

SITE_CHECKS: tuple[Check[Site], ...] = (
    Check("encryption", edge_checks.check_encryption),
    Check("login redirect", login_checks.check_login_redirect),
    Check("login page", login_checks.check_login_page),
    Check("callback", login_checks.check_callback),
    Check("data paths", edge_checks.check_data_paths),
    Check("forged headers", edge_checks.check_forged_headers),
    Check("other hosts", edge_checks.check_other_hosts),
    Check("direct way", edge_checks.check_direct_address),
    Check("stranger's socket", page_checks.check_anonymous_socket),
    Check("signed-out page", login_checks.check_signed_out_page),
    Check("sign-in", page_checks.check_sign_in),
    Check("page", page_checks.check_page),
    Check("page's headers", page_checks.check_security_headers),
    Check("cookies", page_checks.check_cookies),
    Check("claimed headers", edge_checks.check_claimed_headers),
    Check("socket", page_checks.check_socket),
    Check("health", page_checks.check_health),
    Check("sign-out", login_checks.check_sign_out),
)

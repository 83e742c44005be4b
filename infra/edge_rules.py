"""The rules of the edge that AWS and the laptop share: which paths deny, and the page that needs no login."""

CALLBACK_PATH = "/oauth2/idpresponse"
SIGNED_OUT_PATH = "/signed-out"

# Requested by scripts and sockets, which cannot follow a redirect to a login page: without a session they get 401.
DATA_PATHS = (
    "/ws/*",
    "/project/*",
    "/auth/*",
    "/user",
    "/feedback",
    "/set-session-cookie",
    "/mcp",
    "/logout",
    "/health",
)

# A fixed response of the load balancer holds at most 1024 bytes (ELB quotas).
SIGNED_OUT_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Signed out · Teacher's Assistant</title><link rel="icon" href="data:,"><style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;
background:light-dark(#f5f3ef,#13171b);color:light-dark(#1b202d,#f3f1ec)}
main{padding:2rem;text-align:center}a{color:light-dark(#176e63,#45c4a7)}
</style></head><body><main><p>Teacher's Assistant</p><h1>You are signed out</h1>
<p><a href="/">Sign in again</a></p></main></body></html>
"""

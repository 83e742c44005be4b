"""The pages of the hosted login: plain HTML and one style, nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from infra.local.language import current, say
from infra.local.policy import PASSWORD_POLICY

FONT = "/font.woff2"
# The colours of chat/http/public/look.css; a test holds them to it.
_STYLE = """
@font-face { font-family: Atkinson; src: url("/font.woff2") format("woff2"); font-weight: 200 800;
  font-display: swap; }
:root { color-scheme: light dark; --ground: hsl(42 40% 97%); --card: hsl(40 60% 99%); --line: hsl(42 16% 82%);
  --ink: hsl(200 22% 14%); --quiet: hsl(200 9% 34%); --accent: hsl(172 70% 25%); --on-accent: hsl(0 0% 100%);
  --alarm: hsl(2 66% 42%); }
@media (prefers-color-scheme: dark) { :root { --ground: hsl(168 14% 10%); --card: hsl(168 12% 14%);
  --line: hsl(168 9% 25%); --ink: hsl(45 18% 91%); --quiet: hsl(160 8% 69%); --accent: hsl(168 52% 54%);
  --on-accent: hsl(168 40% 7%); --alarm: hsl(6 84% 72%); } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem 1rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 Atkinson, system-ui, sans-serif; }
main { width: 100%; max-width: 25rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1rem; }
.product { display: flex; align-items: center; gap: .625rem; margin: 0 0 1.75rem; font-weight: 600; }
h1 { margin: 0 0 .625rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
#policy { margin: .625rem 0 1rem; color: var(--quiet); font-size: .9375rem; }
[role=alert] { margin: 0 0 1rem; padding: .75rem 1rem; border-left: .25rem solid var(--alarm);
  border-radius: .375rem; background: var(--ground); }
label { display: block; margin: 1rem 0 .375rem; font-weight: 600; }
input { width: 100%; padding: .625rem .75rem; border: 1px solid var(--quiet); border-radius: .5rem;
  background: var(--card); color: var(--ink); font: inherit; }
button { width: 100%; margin-top: 1.5rem; padding: .6875rem; border: 0; border-radius: .5rem;
  background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
button:hover { filter: brightness(1.08); }
:focus-visible { outline: .1875rem solid var(--accent); outline-offset: .125rem; }
a { color: var(--accent); }
@media (max-width: 24rem) { main { padding: 1.5rem 1.25rem; } }
"""
_MARK = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48' width='32' height='32' aria-hidden='true'>"
    "<rect width='48' height='48' rx='13' fill='#14796c'/><path d='M24 11 6.5 19 24 27l17.5-8z' fill='#fff'/>"
    "<path d='M14 25.2V33c5.4 4.6 14.6 4.6 20 0v-7.8L24 30z' fill='#fff' fill-opacity='.82'/>"
    "<path d='M40 20v11' stroke='#f4c95d' stroke-width='2.6' stroke-linecap='round'/>"
    "<circle cx='40' cy='33.4' r='2.6' fill='#f4c95d'/></svg>"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def content_security_policy(form_targets: Iterable[str]) -> str:
    """Allows this page's own style and forms. Browsers hold redirects after a form to `form-action` too."""
    return (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; font-src 'self'; "
        f"form-action 'self' {' '.join(form_targets)}; base-uri 'none'; frame-ancestors 'none'"
    )


def sign_in_page(query: str, csrf: str, username: str = "", error: str = "") -> str:
    """Asks who is there; what was typed as username is kept."""
    return _page(
        say("Sign in"),
        f"""
<h1>{escape(say("Sign in"))}</h1>
{_alert(error)}
<form method="post" action="/login?{escape(query)}">
<input type="hidden" name="_csrf" value="{escape(csrf)}">
<label for="username">{escape(say("Username"))}</label>
<input id="username" name="username" value="{escape(username)}" autocomplete="username" autocapitalize="none"
 autocorrect="off" spellcheck="false" required {"" if username else "autofocus"}>
<label for="password">{escape(say("Password"))}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
 {"autofocus" if username else ""}>
<button>{escape(say("Sign in"))}</button>
</form>""",
    )


def new_password_page(query: str, csrf: str, username: str, pending: str, error: str = "") -> str:
    """Asks for a password of their own after a temporary one."""
    welcome = say(
        "Welcome, {name}. The password that you were given is temporary, so please choose your own.", name=username
    )
    return _page(
        say("Choose a password"),
        f"""
<h1>{escape(say("Choose a password"))}</h1>
<p>{escape(welcome)}</p>
{_alert(error)}
<form method="post" action="/new-password?{escape(query)}">
<input type="hidden" name="_csrf" value="{escape(csrf)}">
<input type="hidden" name="pending" value="{escape(pending)}">
<input name="username" value="{escape(username)}" autocomplete="username" hidden readonly>
<label for="new-password">{escape(say("New password"))}</label>
<input id="new-password" name="new_password" type="password" autocomplete="new-password" required autofocus
 aria-describedby="policy">
<p id="policy">{escape(PASSWORD_POLICY.sentence)}</p>
<label for="confirm-password">{escape(say("Confirm password"))}</label>
<input id="confirm-password" name="confirm_password" type="password" autocomplete="new-password" required>
<button>{escape(say("Save and sign in"))}</button>
</form>""",
    )


def refusal_page(title: str, sentence: str, home: str) -> str:
    """Says why there is nothing to sign in to, and where the product is."""
    return _page(
        title,
        f"""
<h1>{escape(title)}</h1>
<p>{escape(sentence)}</p>
<p><a href="{escape(home)}">{escape(say("Open Teacher’s Assistant"))}</a></p>""",
    )


def _alert(error: str) -> str:
    return f'<p role="alert">{escape(error)}</p>' if error else ""


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="{current.get()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Teacher’s Assistant</title>
<link rel="icon" href="data:image/svg+xml,{quote(_MARK)}">
<style>{_STYLE}</style>
</head>
<body>
<main>
<p class="product">{_MARK}Teacher’s Assistant</p>{body}
</main>
</body>
</html>
"""

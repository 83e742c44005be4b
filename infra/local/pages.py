"""The pages of the hosted login: plain HTML and one style, nothing fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from infra.local.policy import PASSWORD_POLICY

_STYLE = """
:root { color-scheme: light dark; --ground: hsl(40 25% 95%); --card: hsl(40 33% 99%); --line: hsl(40 12% 84%);
  --ink: hsl(222 25% 14%); --quiet: hsl(222 12% 38%); --accent: hsl(172 66% 26%); --on-accent: #fff;
  --alarm: hsl(0 60% 36%); --alarm-ground: hsl(0 75% 96%); }
@media (prefers-color-scheme: dark) { :root { --ground: hsl(210 16% 9%); --card: hsl(210 16% 12%);
  --line: hsl(210 12% 24%); --ink: hsl(40 20% 94%); --quiet: hsl(210 10% 68%); --accent: hsl(168 52% 52%);
  --on-accent: hsl(210 30% 8%); --alarm: hsl(6 100% 84%); --alarm-ground: hsl(0 32% 18%); } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem 1rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 25rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem; }
.product { display: flex; align-items: center; gap: .625rem; margin: 0 0 1.75rem; font-weight: 600; }
h1 { margin: 0 0 .625rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
#policy { margin: .625rem 0 1rem; color: var(--quiet); font-size: .9375rem; }
[role=alert] { margin: 0 0 1rem; padding: .75rem 1rem; border-left: .25rem solid var(--alarm);
  border-radius: .375rem; background: var(--alarm-ground); color: var(--alarm); }
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
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48' width='28' height='28' aria-hidden='true'>"
    "<rect x='2' y='2' width='44' height='44' rx='12' fill='#14796c'/>"
    "<path d='M10 19l14-7 14 7-14 7zM16 24v7c4 4 12 4 16 0v-7l-8 4z' fill='#fff'/>"
    "<path d='M37 20v10' stroke='#f4c95d' stroke-width='3' stroke-linecap='round'/></svg>"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


def content_security_policy(form_targets: Iterable[str]) -> str:
    """Allows this page's own style and forms. Browsers hold redirects after a form to `form-action` too."""
    return (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
        f"form-action 'self' {' '.join(form_targets)}; base-uri 'none'; frame-ancestors 'none'"
    )


def sign_in_page(query: str, csrf: str, username: str = "", error: str = "") -> str:
    """Asks who is there; what was typed as username is kept."""
    return _page(
        "Sign in",
        f"""
<h1>Sign in</h1>
{_alert(error)}
<form method="post" action="/login?{escape(query)}">
<input type="hidden" name="_csrf" value="{escape(csrf)}">
<label for="username">Username</label>
<input id="username" name="username" value="{escape(username)}" autocomplete="username" autocapitalize="none"
 autocorrect="off" spellcheck="false" required {"" if username else "autofocus"}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
 {"autofocus" if username else ""}>
<button>Sign in</button>
</form>""",
    )


def new_password_page(query: str, csrf: str, username: str, pending: str, error: str = "") -> str:
    """Asks for a password of their own after a temporary one."""
    return _page(
        "Choose a password",
        f"""
<h1>Choose a password</h1>
<p>Welcome, {escape(username)}. The password that you were given is temporary, so please choose your own.</p>
{_alert(error)}
<form method="post" action="/new-password?{escape(query)}">
<input type="hidden" name="_csrf" value="{escape(csrf)}">
<input type="hidden" name="pending" value="{escape(pending)}">
<input name="username" value="{escape(username)}" autocomplete="username" hidden readonly>
<label for="new-password">New password</label>
<input id="new-password" name="new_password" type="password" autocomplete="new-password" required autofocus
 aria-describedby="policy">
<p id="policy">{escape(PASSWORD_POLICY.sentence)}</p>
<label for="confirm-password">Confirm password</label>
<input id="confirm-password" name="confirm_password" type="password" autocomplete="new-password" required>
<button>Save and sign in</button>
</form>""",
    )


def refusal_page(title: str, sentence: str, home: str) -> str:
    """Says why there is nothing to sign in to, and where the product is."""
    return _page(
        title,
        f"""
<h1>{escape(title)}</h1>
<p>{escape(sentence)}</p>
<p><a href="{escape(home)}">Open Teacher's Assistant</a></p>""",
    )


def _alert(error: str) -> str:
    return f'<p role="alert">{escape(error)}</p>' if error else ""


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Teacher's Assistant</title>
<link rel="icon" href="data:image/svg+xml,{quote(_MARK)}">
<style>{_STYLE}</style>
</head>
<body>
<main>
<p class="product">{_MARK}Teacher's Assistant</p>{body}
</main>
</body>
</html>
"""

"""The colours of the hosted login: those of the page behind it (`chat/http/public/theme.json`, as Cognito writes them).

What is not named here stays as Cognito has it.
"""

from typing import Any

_LIGHT = {"ground": "f5f3efff", "card": "ffffffff", "ink": "1b202dff", "accent": "176e63ff", "pressed": "0f4a43ff"}
_DARK = {"ground": "13171bff", "card": "191e23ff", "ink": "f3f1ecff", "accent": "45c4a7ff", "pressed": "7cd8c2ff"}
_ON_ACCENT = {"light": "ffffffff", "dark": "0f161aff"}


def _button(colours: dict[str, str], text: str) -> dict[str, Any]:
    plain = {"backgroundColor": colours["accent"], "textColor": text}
    pressed = {"backgroundColor": colours["pressed"], "textColor": text}
    return {"defaults": plain, "hover": pressed, "active": pressed}


def _text(colours: dict[str, str]) -> dict[str, str]:
    return {"headingColor": colours["ink"], "bodyColor": colours["ink"], "descriptionColor": colours["ink"]}


def _link(colours: dict[str, str]) -> dict[str, Any]:
    return {"defaults": {"textColor": colours["accent"]}, "hover": {"textColor": colours["pressed"]}}


SETTINGS: dict[str, Any] = {
    "categories": {"global": {"colorSchemeMode": "DYNAMIC"}},
    "componentClasses": {
        "buttons": {"borderRadius": 8},
        "focusState": {
            "lightMode": {"borderColor": _LIGHT["accent"]},
            "darkMode": {"borderColor": _DARK["accent"]},
        },
        "link": {"lightMode": _link(_LIGHT), "darkMode": _link(_DARK)},
    },
    "components": {
        "form": {
            "lightMode": {"backgroundColor": _LIGHT["card"]},
            "darkMode": {"backgroundColor": _DARK["card"]},
        },
        "pageBackground": {
            "image": {"enabled": False},
            "lightMode": {"color": _LIGHT["ground"]},
            "darkMode": {"color": _DARK["ground"]},
        },
        "pageText": {"lightMode": _text(_LIGHT), "darkMode": _text(_DARK)},
        "primaryButton": {
            "lightMode": _button(_LIGHT, _ON_ACCENT["light"]),
            "darkMode": _button(_DARK, _ON_ACCENT["dark"]),
        },
    },
}

"""Detects passwords, keys and card numbers, which memory refuses."""

import re

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:password|passcode|passphrase|pass ?word|pwd|passwort|contraseña|mot de passe)\b(?! manager)"
        r".{0,40}?(?:\b(?:is|ist|es|est)\b|=|:)\s*\S",
        r"\bpin\b.{0,30}?(?:\bis\b|=|:)\s*\d{3,8}\b",
        r"\b(?:cvv|cvc|security code)\b.{0,20}?\d{3,4}\b",
        r"密码.{0,4}[是为::]",
        r"\b(?:api|secret|private|access)[ _-]?(?:key|token)\b.{0,30}?(?:\bis\b|=|:)\s*\S",
        r"\bA[KS]IA[A-Z0-9]{16}\b",
        r"\b(?:sk|ghp|gho|xox[abp]|glpat)[-_][A-Za-z0-9_-]{16,}",
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    )
)
_DIGITS = re.compile(r"(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])")


def is_secret(text: str) -> bool:
    """Tell whether a text contains a password, a key or a card number."""
    if any(pattern.search(text) for pattern in _PATTERNS):
        return True
    return any(_is_card(re.sub(r"\D", "", match[0])) for match in _DIGITS.finditer(text))


def _is_card(digits: str) -> bool:
    """Check a number with Luhn's algorithm, which one number in ten passes by chance."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0

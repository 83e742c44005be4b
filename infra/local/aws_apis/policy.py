"""The password policy of the user pool."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from infra.local.hosted_login.language import translate


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """Upper case, lower case, a number, and a length."""

    minimum_length: int
    maximum_length: int = 98  # the longest that the emulated pool takes

    @property
    def sentence(self) -> str:
        """Returns the policy as a sentence for users."""
        return translate(
            "At least {count} characters, with an upper-case letter, a lower-case letter and a number.",
            count=self.minimum_length,
        )

    def unmet(self, password: str) -> list[str]:
        """Returns the unmet rules, each as the end of "Your password needs ..."."""
        rules = {
            translate("at least {count} characters", count=self.minimum_length): len(password) >= self.minimum_length,
            translate("at most {count} characters", count=self.maximum_length): len(password) <= self.maximum_length,
            translate("an upper-case letter"): re.search("[A-Z]", password),
            translate("a lower-case letter"): re.search("[a-z]", password),
            translate("a number"): re.search("[0-9]", password),
        }
        return [rule for rule, met in rules.items() if not met]

    def to_aws(self) -> dict[str, object]:
        """Returns the policy in the form of Cognito's API."""
        return {
            "MinimumLength": self.minimum_length,
            "RequireUppercase": True,
            "RequireLowercase": True,
            "RequireNumbers": True,
            "RequireSymbols": False,
            "TemporaryPasswordValidityDays": 7,
        }


PASSWORD_POLICY = PasswordPolicy(minimum_length=12)

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"  # ambiguous characters are left out


def make_password() -> str:
    """Returns a random password that meets the policy."""
    while True:
        password = "".join(secrets.choice(_ALPHABET) for _ in range(14))
        if not PASSWORD_POLICY.unmet(password):
            return password

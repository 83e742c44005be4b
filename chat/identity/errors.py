"""The error of an identity that cannot be verified."""


class IdentityRefused(Exception):
    """The request's identity cannot be verified.

    Attributes:
        check: Name of the check that failed, for the log and the explainer.
        reason: What was wrong, without any value taken from the token.
    """

    def __init__(self, check: str, reason: str) -> None:
        super().__init__(f"{check}: {reason}")
        self.check = check
        self.reason = reason

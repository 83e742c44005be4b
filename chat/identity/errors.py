"""Why a request is refused."""


class Refused(Exception):
    """The request's identity cannot be believed.

    Attributes:
        check: Name of the check that failed, for the log and the explainer.
        reason: What was wrong, without any value taken from the token.
    """

    def __init__(self, check: str, reason: str) -> None:
        super().__init__(f"{check}: {reason}")
        self.check = check
        self.reason = reason

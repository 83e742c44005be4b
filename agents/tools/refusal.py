"""How a tool says no."""


class ToolError(Exception):
    """It cannot be done; the message is one sentence that says what to change, fit for the learner."""

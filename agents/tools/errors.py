"""How a tool says no."""


class ToolError(Exception):
    """It cannot be done.

    Args:
        sentence: What to change, fit for the learner; a `Phrase` where it is told in their language.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

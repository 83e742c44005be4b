"""What can stop the start, said in one sentence."""


class StartError(Exception):
    """A reason not to start; its text is the sentence a person reads."""

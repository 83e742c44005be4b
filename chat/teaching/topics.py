"""The titles of topics in the reader's language."""

from chat.i18n.language import translate

SAVED = "saved"  # answers that a learner saved, whatever they are about


def topic_title(topic: str) -> str:
    """Return the title of a topic; its name, with spaces, for one that is not listed."""
    known = {SAVED: translate("Saved answers")}
    return known.get(topic) or topic.replace("_", " ").capitalize()

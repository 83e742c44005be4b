"""The titles of topics in the reader's language."""

from agents.exercises.topics import TITLES
from chat.i18n.agent_messages import translate_text
from chat.i18n.language import translate

SAVED = "saved"  # answers that a learner saved, whatever they are about


def topic_title(topic: str) -> str:
    """Return the title of a topic; its name, with spaces, for one that is not listed."""
    if topic in TITLES:
        return translate_text(TITLES[topic])
    known = {SAVED: translate("Saved answers")}
    return known.get(topic) or topic.replace("_", " ").capitalize()

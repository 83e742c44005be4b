"""What the page's own scripts say, for the browser's person."""

from chat.i18n.language import say


def words() -> dict[str, str]:
    """Return each sentence by the name that the scripts below `chat/http/public/` know it by."""
    return {
        "account": say("Account"),
        "answered": say("The answer is complete."),
        "answering": say("The answer is being written."),
        "appearance": say("Light or dark"),
        "attach": say("Attach a file"),
        "close": say("Close"),
        "comment": say("Edit the comment on your rating"),
        "conversations": say("Conversations"),
        "copy": say("Copy"),
        "down": say("Go to the end of the conversation"),
        "edit": say("Edit the question"),
        "helpful": say("Helpful"),
        "model": say("Model"),
        "new": say("New conversation"),
        "not_helpful": say("Not helpful"),
        "options": say("Options of this conversation"),
        "question": say("Your question"),
        "restarting": say("The server is restarting. This page reconnects by itself."),
        "route": say("Who answers"),
        "search": say("Search conversations"),
        "send": say("Send"),
        "sidebar": say("Show or hide the conversations"),
        "stop": say("Stop"),
    }

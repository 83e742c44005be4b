"""The sentences that the page's scripts show, translated."""

from chat.i18n.language import translate


def words() -> dict[str, str]:
    """Return each sentence by its name in the scripts below `chat/http/public/`."""
    return {
        "account": translate("Account"),
        "answered": translate("The answer is complete."),
        "answering": translate("The answer is being written."),
        "appearance": translate("Light or dark"),
        "attach": translate("Attach a file"),
        "close": translate("Close"),
        "comment": translate("Edit the comment on your rating"),
        "conversations": translate("Conversations"),
        "copy": translate("Copy"),
        "down": translate("Go to the end of the conversation"),
        "edit": translate("Edit the question"),
        "gone": translate("This is not there, or not any more."),
        "helpful": translate("Helpful"),
        "lost": translate("The connection is lost. This page reconnects by itself."),
        "lost_answering": translate(
            "The connection is lost. The answer goes on, and appears here when the connection is back."
        ),
        "model": translate("Model"),
        "new": translate("New conversation"),
        "not_helpful": translate("Not helpful"),
        "options": translate("Options of this conversation"),
        "question": translate("Your question"),
        "remove": translate("Remove {name}", name="{name}"),
        "restarting": translate("The server is restarting. This page reconnects by itself."),
        "route": translate("Who answers"),
        "save": translate("Save this question"),
        "saved": translate("Saved questions"),
        "search": translate("Search conversations"),
        "send": translate("Send"),
        "sidebar": translate("Show or hide the conversations"),
        "stop": translate("Stop"),
        "unsave": translate("Remove this question from the saved ones"),
        "unsent": translate("Your question is sent as soon as the page is connected."),
        "version": translate("Version {number} of {count}", number="{number}", count="{count}"),
        "version_after": translate("Next version"),
        "version_before": translate("Previous version"),
    }

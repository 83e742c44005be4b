"""Saved questions on Chainlit's page (2.12), which calls them favourites.

The page shows a star beside each question and a list in the composer. It changes both itself when a star is pressed, so
a press that has no effect is taken back. Chainlit's own handler is not used: it looks for the question in its chat
context, and believes what the page says about it.
"""

import logging
from typing import cast

from chainlit.session import WebsocketSession
from chainlit.step import StepDict

from chat.chainlit_adapter.data_layer import DataLayer
from chat.chainlit_adapter.session import enter_page
from chat.history.store import StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.saved_questions.service import QuestionNotSaved, SavedQuestions

logger = logging.getLogger(__name__)


async def change_saved_question(
    saved: SavedQuestions, layer: DataLayer, page: WebsocketSession, question_id: str, *, keep: bool
) -> None:
    """Save a question of the open conversation or remove a saved one, and show the page what is saved now.

    Args:
        saved: The saved questions.
        layer: Reads the caller's.
        page: The page on which the star was pressed.
        question_id: The question, which need not be the caller's.
        keep: Whether it is to be saved.
    """
    owner, emitter = current_caller.get().sub, enter_page(page).emitter
    try:
        if keep:
            await saved.save(owner, page.thread_id, question_id)
        else:
            await saved.remove(owner, question_id)
        await emitter.set_favorites(await layer.get_favorite_steps(owner))
    except QuestionNotSaved as refusal:
        await emitter.send_toast(refusal.sentence, "error")
        await _show_again(layer, page, question_id)
    except StoreError as error:
        logger.warning("saved_question_not_changed", extra={"reason": str(error)})
        sentence = translate("This could not be saved just now; try again in a minute.")
        await emitter.send_toast(sentence, "error")


async def _show_again(layer: DataLayer, page: WebsocketSession, question_id: str) -> None:
    emitter = enter_page(page).emitter
    step = await layer.get_question(page.thread_id, question_id)
    if step is not None:
        await emitter.update_step(cast(StepDict, step))
    await emitter.set_favorites(await layer.get_favorite_steps(current_caller.get().sub))

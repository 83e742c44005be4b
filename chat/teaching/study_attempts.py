"""Records what is attempted in Study, so that it stands beside what is practised."""

import hashlib
from collections.abc import Mapping
from typing import Any

from chat.teaching.log import LearningLog


def record_study_attempt(
    log: LearningLog, owner: str, study: Mapping[str, Any] | None, text: str, *, thread_id: str, question_id: str
) -> None:
    """Record the attempt of a turn, if its message was one.

    Args:
        log: The learning log.
        owner: The learner.
        study: How far the learner is after the turn; None if it was not in Study.
        text: The reply, which holds the answer once that is earned.
        thread_id: The conversation.
        question_id: The message with the attempt; answered again, it still counts once.
    """
    if not study or not study.get("attempt"):
        return
    problem = str(study["problem"])
    verdict, _, answer = text.partition("\n\n")
    log.record_attempt(
        owner,
        str(study["topic"]),
        f"study-{hashlib.sha256(problem.encode()).hexdigest()[:16]}",
        right=study["attempt"] == "right",
        question=problem,
        answer={"right": answer or verdict, "shown": text}.get(str(study["attempt"]), ""),
        hints=int(study["rung"]),
        shown=study["attempt"] == "shown",
        thread_id=thread_id,
        step_id=question_id,
        event_id=f"study-{question_id}",
    )

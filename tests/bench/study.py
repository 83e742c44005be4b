"""How many golden attempts are graded right, and the time that Study adds to a model's own."""

import asyncio
import os
import time
from dataclasses import replace
from typing import Any

from agents.agent.output import AgentOutput
from agents.agent.runner import run_agent
from agents.exercises.exercise import Exercise
from agents.exercises.grading import grade
from agents.mathematics.attempts.judging import judge_now
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.specialists import Limits
from agents.study.state import StudyState
from agents.study.study_turn import StudyTurn
from tests.agents.exercises.golden import exercise_attempts
from tests.agents.mathematics.attempts import golden_attempts
from tests.support.model import Model

MAX_ADDED_SECONDS = 1.0
WORDS_A_SECOND = 60  # of the scripted model
ROUNDS = 7
QUESTIONS = ("Solve x^2 - 5x + 6 = 0", "What is 17 * 24?", "differentiate x^3 + 2x")
EARLIER = ("Solve 3x = 9", "What is 1/2 + 1/4?", "What is 15% of 240?", "convert 5 miles to km")
HINT = "Look at the coefficients first. What do you know of a sum and a product, and which rule joins them? "
LIST = (
    "- Read the question again, and write down what is given.\n- Choose a rule.\n- What is the 1st step, and why?\n\n"
)
REPLIES = {"one question": HINT, "a paragraph": HINT * 4, "a list": LIST * 4, "very long": (HINT + LIST) * 14}


def main() -> None:
    """Print the golden attempts; then, for replies of several lengths, a model's time and what Study adds to it."""
    asyncio.run(_grade_golden_attempts())
    os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    asyncio.run(_measure())


async def _grade_golden_attempts() -> None:
    """Grade the golden attempts: at answers of the calculator, and at exercises of mathematics, English and Python."""
    right = total = 0
    for known, attempt, expected, _ in golden_attempts.cases():
        right += judge_now(known, attempt).right is expected
        total += 1
    for answer, expected, attempt in exercise_attempts():
        exercise = Exercise("", answer, "", kind="golden", topic="golden", level=1, seed=1)
        verdict = await grade(exercise, attempt)
        right += (verdict.right if verdict.readable else None) is expected
        total += 1
    print(f"{total} golden attempts: {right} graded right, {right / total:.1%}")


async def _measure() -> None:
    reply = ""

    def pieces(_: dict[str, Any]) -> list[str | float | asyncio.Event]:
        words = reply.split(" ")
        steps = [" ".join(words[at : at + 10]) + " " for at in range(0, len(words), 10)]
        return [part for step in steps for part in (step, 10 / WORDS_A_SECOND)]

    async with Model(pieces) as server:
        os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = os.environ["AWS_ENDPOINT_URL_SSM"] = server.url
        factory = ModelFactory("us-east-1")
        values = await Parameters("us-east-1", "test").current()
        model = await factory.create(None, values)
        worst = 0.0
        print(f"{'reply':14}{'words':>7}{'model':>9}{'Study':>9}{'added':>9}{'ratio':>7}")
        for name, reply in REPLIES.items():
            own, study = [], []
            for turn in range(ROUNDS):
                question = QUESTIONS[turn % len(QUESTIONS)]
                begun = time.perf_counter()
                await run_agent(model, "Give a hint.", (), Limits(2, 0, 120), question, output=_output(), history=[])
                own.append(time.perf_counter() - begun)
                state = replace(StudyState(), earlier=EARLIER)
                begun = time.perf_counter()
                await StudyTurn(model, _output(), state, writes=True).answer(f"{question} ({turn})"[:-4], question, [])
                study.append(time.perf_counter() - begun)
            a, b = sorted(own)[ROUNDS // 2], sorted(study)[ROUNDS // 2]
            worst = max(worst, b - a)
            print(f"{name:14}{len(reply.split()):7}{a:8.2f}s{b:8.2f}s{(b - a) * 1000:7.0f}ms{b / a:7.2f}")
        await factory.close()
    verdict = "kept" if worst <= MAX_ADDED_SECONDS else "not kept"
    print(f"at most {MAX_ADDED_SECONDS:.0f} s more than the model needs: {verdict}, {worst * 1000:.0f} ms at most")


def _output() -> AgentOutput:
    return AgentOutput((), lambda _: None, None)

"""What of a reply is reasoning and what is the answer, however its pieces are cut."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.agent.reasoning_tags import ReasoningTags, without_reasoning

FENCE = "```html\n<think>hm</think>\n```"
ANSWERS = {
    # reasoning
    "<think>hm</think>Hi.": "Hi.",
    "<think>\nhm\n</think>\n\nHi.": "Hi.",
    "\n <think>hm</think> Hi.": "Hi.",
    "<thinking>hm</thinking>Hi.": "Hi.",
    "<THINK>hm</Think>Hi.": "Hi.",
    "< think >hm</ think>Hi.": "Hi.",
    "<thought>hm</thought>Hi.": "Hi.",
    "<seed:think>hm</seed:think>Hi.": "Hi.",
    "[THINK]hm[/THINK]Hi.": "Hi.",
    "◁think▷hm◁/think▷Hi.": "Hi.",
    "<think>hm</thinking>Hi.": "Hi.",
    "<think></think>Hi.": "Hi.",
    # more than one
    "<think>a</think>Hi. <think>b</think>Bye.": "Hi. Bye.",
    "<think>a</think><think>b</think>Hi.": "Hi.",
    "Hi.\n<think>a</think>\nBye.": "Hi.\n\nBye.",
    "Hi. <think>a</think>Bye.": "Hi. Bye.",
    "<think>a <think>b</think> c</think>Hi.": "Hi.",
    # unclosed
    "<think>hm, the answer is 4": "",
    "Let me see.\n<think>hm": "Let me see.\n",
    "<think>a</think>Hi. <think>b": "Hi. ",
    # a lone closing tag
    "hm</think>Hi.": "Hi.",
    "hm, 2 + 2\n\nis 4.\n</think>\n\nHi.": "Hi.",
    "</think>Hi.": "Hi.",
    "hm, `x` and `</think>` too</think>Hi.": "Hi.",
    "a</think>b</think>Hi.": "Hi.",
    "hm</think>": "",
    "<think>hm</think>Hi.</think>": "Hi.",
    "hm</think>Hi.</think>": "Hi.",
    # code in reasoning, and code after it
    "<think>```py\nx\n</think>Hi.": "Hi.",
    "<think>`</think>`Hi.`": "`Hi.`",
    "<think>hm</think>```py\nx\n```": "```py\nx\n```",
    # text that speaks of the tag
    "Models write `<think>` first and `</think>` last.": "Models write `<think>` first and `</think>` last.",
    "Models write ``<think>`` first.": "Models write ``<think>`` first.",
    f"So:\n{FENCE}\nDone.": f"So:\n{FENCE}\nDone.",
    FENCE: FENCE,
    "~~~\n</think>\n~~~": "~~~\n</think>\n~~~",
    "````\n```\n<think>\n```\n````\nHi.": "````\n```\n<think>\n```\n````\nHi.",
    "1. So:\n   ```\n   <think>\n   ```": "1. So:\n   ```\n   <think>\n   ```",
    "The <think> tag opens it.": "The <think> tag opens it.",
    f"<think>hm</think>So:\n{FENCE}\nDone.": f"So:\n{FENCE}\nDone.",
    # other text
    "I think <b>so</b>, 1 < 2 and [think](x).": "I think <b>so</b>, 1 < 2 and [think](x).",
    "a ` b\n<think>hm</think>c": "a ` b\nc",
    "<thinker>": "<thinker>",
    "a <th": "a <th",
    "x [": "x [",
    "``": "``",
    "": "",
}


def answer(pieces: Iterable[str]) -> tuple[str, str]:
    """The answer and the reasoning."""
    tags, text, reasoning = ReasoningTags(), "", ""
    for part in [part for piece in pieces for part in tags.feed(piece)] + tags.finish():
        if part.kind == "text":
            text += part.text
        elif part.kind == "reasoning":
            reasoning += part.text
        else:
            text = ""
    return text, reasoning


@pytest.mark.parametrize(("reply", "text"), ANSWERS.items())
def test_answer_is_what_stands_outside_the_tags(reply: str, text: str) -> None:
    assert answer([reply])[0] == text
    assert answer(list(reply))[0] == text
    assert without_reasoning(reply) == text


@settings(max_examples=150, deadline=None)
@given(reply=st.sampled_from(list(ANSWERS)), cuts=st.lists(st.integers(1, 60), max_size=6))
def test_pieces_may_be_cut_anywhere(reply: str, cuts: list[int]) -> None:
    edges = [0, *sorted({cut for cut in cuts if cut < len(reply)}), len(reply)]
    assert answer(reply[start:end] for start, end in pairwise(edges))[0] == ANSWERS[reply]


@given(text=st.text(alphabet="ab <>/[]`~\n◁▷", max_size=40))
def test_text_without_a_tag_stays_as_it_is(text: str) -> None:
    assert answer(list(text)) == (text, "")


def test_reasoning_is_returned() -> None:
    assert answer(["<think>a", "b</th", "ink>Hi. <think>c</think>"]) == ("Hi. ", "abc")
    assert answer(["secret </think>", "Hi."]) == ("Hi.", "secret ")


def test_text_is_returned_as_soon_as_it_cannot_be_a_tag() -> None:
    tags = ReasoningTags()
    assert [part.text for part in tags.feed("Is 1 <")] == ["Is 1 "]
    assert [part.text for part in tags.feed(" 2?")] == ["< 2?"]

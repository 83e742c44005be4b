import pytest
from strands.types.tools import ToolSpec

from agents.demo_model.follow_up import join_questions
from agents.demo_model.tool_calls import ToolCall, choose


def specs(*names: str) -> list[ToolSpec]:
    return [{"name": name, "description": "", "inputSchema": {"json": {}}} for name in names]


@pytest.mark.parametrize(
    ("tool", "question", "expected"),
    [
        ("run_python", "What does this print?\n```python\nprint(1)\n```", {"code": "print(1)"}),
        ("run_python", "Run `sum(range(5))`", {"code": "sum(range(5))"}),
        ("proofread", "Check my grammar: He go to school", {"text": "He go to school"}),
        ("proofread", "Correct “He go to school”.", {"text": "He go to school"}),
        ("proofread", "My sentence is: I has a dog. Is it correct?", {"text": "I has a dog."}),
        ("plural", "What is the plural of 'leaf'?", {"noun": "leaf"}),
        ("plural", "¿Cuál es el plural de child en inglés?", {"noun": "child"}),
        ("plural", "Wie lautet der Plural von „mouse“ auf Englisch?", {"noun": "mouse"}),
        ("plural", "leaf的复数是什么？", {"noun": "leaf"}),  # noqa: RUF001
        ("loan_score", "Will she accept?", {"customer": "Will she accept?"}),
    ],
)
def test_input_of_a_tool_is_read_from_the_question(tool: str, question: str, expected: dict[str, object]) -> None:
    assert choose(question, specs(tool)) == [ToolCall(tool, expected)]


def test_calculation_is_read_from_the_question() -> None:
    (call,) = choose("What is 6 * 7?", specs("calculator"))
    assert call.name == "calculator"
    assert "6" in str(call.input["expression"])


def test_an_answer_alone_goes_to_the_calculator_with_what_it_answers() -> None:
    (call,) = choose(join_questions("My answer is 42. Correct?", "What is 6 * 7?"), specs("calculator"))
    assert call.input == {"operation": "answer", "expression": 'My answer to "What is 6 * 7?" is 42'}
    (call,) = choose("My answer is 42. Correct?", specs("calculator"))
    assert call.input == {"operation": "answer", "expression": "My answer is 42. Correct?"}


def test_the_mathematics_of_a_file_stands_in_its_place() -> None:
    (call,) = choose("Solve the equation in my file\nx^2 + 5x + 6 = 0", specs("calculator"))
    assert call.input == {"operation": "answer", "expression": "Solve the equation\nx^2 + 5x + 6 = 0"}


@pytest.mark.parametrize(
    "question",
    [
        "What is the plural of Haus?",
        "the plural of haus in German",
        "Is a plural vote fair?",
        "the plural of cat and dog",
        "plural",
    ],
)
def test_a_plural_that_is_not_one_english_noun_s_is_not_looked_up(question: str) -> None:
    assert choose(question, specs("plural")) == []


def test_question_without_input_for_a_tool_calls_none() -> None:
    assert not choose("What is photosynthesis?", specs("calculator", "plot", "run_python", "proofread"))

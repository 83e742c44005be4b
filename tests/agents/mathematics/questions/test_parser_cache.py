"""A parser that one process has stored is the same in another; what cannot be read is made again."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import lark
import pytest

from agents.mathematics.questions import reader
from agents.mathematics.questions.parser_cache import load_parser

GRAMMAR = 'start: "a"+'
QUESTIONS = (
    "solve x^2 = 4",
    "what is 3% of 20?",
    "let f(x) = x^2, what is f(3)?",
    "two letters picked without replacement from abcab, what is the probability of picking 2 a?",
    "how many miles is 5 kilometers?",
    "which is bigger, 1/2 or 1/3?",
)
# Prints the trees; the first of these processes stores the parser, and the hashes of strings are its own.
TREES = """
import sys
from pathlib import Path
import lark
from agents.mathematics.questions import reader
from agents.mathematics.questions.parser_cache import load_parser
def make():
    print("made", file=sys.stderr)
    return lark.Lark(reader.grammar_text(), parser="earley", lexer=reader._Lexer, start="question")
parser = load_parser(make, b"", Path(sys.argv[1]))
for question in sys.argv[2:]:
    print(parser.parse(question))
"""


def make() -> lark.Lark:
    return lark.Lark(GRAMMAR, parser="earley")


def never() -> lark.Lark:
    raise AssertionError("it is stored")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "parser.pickle"


def trees(file: Path, seed: int) -> tuple[str, str]:
    """Return the trees of the questions, and `made` if the parser was made for them."""
    command = [sys.executable, "-c", TREES, str(file), *QUESTIONS]
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": str(seed), "PYTHONPATH": os.getcwd()}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return ended.stdout, ended.stderr.strip()


def test_another_process_reads_the_questions_with_it_in_the_same_way(file: Path) -> None:
    made, stored = trees(file, 1), trees(file, 2)
    assert (made[1], stored[1]) == ("made", "")
    assert made[0] == stored[0]
    assert made[0].count("Tree(Token('RULE', 'question')") == len(QUESTIONS)


def test_the_parser_of_questions_is_stored_beside_its_module() -> None:
    reader.load.cache_clear()
    reader.load()
    stored = (Path(reader.__file__).parent / "__pycache__").glob(f"questions.{sys.implementation.cache_tag}.pickle*")
    assert len(list(stored)) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-20],
    ],
    ids=["empty", "cut off"],
)
def test_a_damaged_one_is_made_again(file: Path, damage: Callable[[bytes], bytes]) -> None:
    load_parser(make, b"", file)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert load_parser(make, b"", file).parse("aa").data == "start"
    assert load_parser(never, b"", file).parse("aa").data == "start"


def test_one_of_another_grammar_is_made_again_and_replaced(file: Path) -> None:
    load_parser(make, b"before", file)
    other = load_parser(lambda: lark.Lark('start: "b"', parser="earley"), b"after", file)
    assert other.parse("b").data == "start"
    assert load_parser(never, b"after", file).parse("b").data == "start"
    assert os.listdir(file.parent) == [file.name]

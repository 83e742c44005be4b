"""`python -m agents.demo_model.classifier_training`: trains the classifier of questions on the written examples."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

# The embeddings set the number of numpy's threads, so they come first.
from agents.embeddings.minilm import Embeddings, Vectors  # isort: skip
import numpy as np

from agents.demo_model.question_classifier import PATH
from agents.demo_model.question_features import GROUPS, groups_of, patterns_of
from agents.embeddings.weights import find_minilm

EXAMPLES = Path(__file__).parent / "routing_examples"
_SUFFIX = "_assistant"
_FRAMES_A_TERM = 3
_SEED = 7
_STEPS = 600
_BATCH = 512
_RATE = 0.02
_DECAY = 2e-5
_DROPPED = 0.2  # of the columns of an example in each step, so that no single word decides

Example = tuple[str, str]
"""A question, and the name of the specialist that it is for."""


def read_examples(folder: Path = EXAMPLES) -> Iterator[Example]:
    """Yield the examples of all languages: the written questions, and terms in frames that say nothing of a subject."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    for path in sorted(folder.glob("*.txt")):
        frames: list[str] = []
        section = ""
        for line in path.read_text("utf-8").splitlines():
            if header := re.fullmatch(r"\[(.+)\]", line):
                section = header[1]
            elif section == "frames":
                frames.append(line)
            elif section.endswith(" terms"):
                for term in line.split("; "):
                    for frame in chance.sample(frames, _FRAMES_A_TERM):
                        yield frame.format(term), section.removesuffix(" terms") + _SUFFIX
            elif line:
                yield line, section + _SUFFIX


def columns_of(questions: Sequence[str], vectors: Vectors) -> Vectors:
    """Return a row for each question: its groups, each row of length 1, its sentence embedding and its patterns."""
    groups = np.zeros((len(questions), GROUPS), np.float32)
    for row, question in enumerate(questions):
        if columns := groups_of(question):
            groups[row, columns] = len(columns) ** -0.5
    patterns = np.asarray([patterns_of(question) for question in questions], np.float32)
    return np.concatenate([groups, vectors, patterns], axis=1)


def train(rows: Vectors, targets: Sequence[int], classes: int) -> tuple[Vectors, Vectors]:
    """Return the weights, an array of (columns, classes), and the biases; all classes count the same.

    It is multinomial logistic regression, by Adam over random batches.
    """
    random_numbers = np.random.default_rng(_SEED)
    wanted = np.eye(classes, dtype=np.float32)[list(targets)]
    balance = (wanted / wanted.sum(axis=0)).sum(axis=1, keepdims=True) / classes
    weights = np.zeros((rows.shape[1] + 1, classes), np.float32)
    rows = np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)
    first, second, mean = np.zeros_like(weights), np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        batch = random_numbers.integers(0, len(rows), _BATCH)
        kept = rows[batch]
        kept *= random_numbers.random(kept.shape, np.float32) > _DROPPED
        logits = kept @ weights / np.float32(1 - _DROPPED)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = kept.T @ ((shares - wanted[batch]) * balance[batch] * (len(rows) / _BATCH)) + _DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        if step > _STEPS // 3:  # the mean of many steps depends less on the last batches
            mean += weights
    mean /= _STEPS - _STEPS // 3
    return mean[:-1], mean[-1]


def write(path: Path, names: Sequence[str], weights: Vectors, bias: Vectors) -> None:
    """Write the weights; those of the groups in a byte each."""
    groups, rest = weights[:GROUPS], weights[GROUPS:]
    scale = np.float32(np.abs(groups).max() / 127)
    size = rest.shape[0] - len(patterns_of(""))
    np.savez_compressed(
        path, names=np.asarray(names), groups=np.round(groups / scale).astype(np.int8), scale=scale,
        vector=rest[:size], patterns=rest[size:], bias=bias,
    )  # fmt: skip


def main() -> None:
    """Train, and write the weights."""
    folder = find_minilm()
    assert folder is not None  # noqa: S101 - a development machine has it
    examples = sorted(set(read_examples()))
    names = sorted({name for _, name in examples})
    questions = [question for question, _ in examples]
    rows = columns_of(questions, Embeddings(folder).embed(questions))
    weights, bias = train(rows, [names.index(name) for _, name in examples], len(names))
    write(PATH, names, weights, bias)
    print(f"{len(examples)} examples, {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

"""Prints questions of `mathematics-dataset` as JSON; runs in an environment of its own, where that is installed."""

import json
import random
import sys


def generate(seed: int, each: int) -> list[dict[str, str]]:
    """Return so many questions of each kind, of the difficulty of the test set."""
    import absl.flags
    import numpy as np
    from mathematics_dataset import generate as generator

    random.seed(seed)
    np.random.seed(seed)
    absl.flags.FLAGS(["generate"])
    generator.init_modules(train_split=False)
    made = []
    for kind, module in generator.filtered_modules["interpolate"].items():
        left = each
        while left:
            try:
                problem, _ = generator.sample_from_module(module)
            except AttributeError:
                break  # a kind that this Python's NumPy breaks
            made.append({"kind": kind, "question": str(problem.question), "answer": str(problem.answer)})
            left -= 1
    return made


if __name__ == "__main__":
    json.dump(generate(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)

"""Which specialist a question is for, by weights that were trained on examples written in four languages."""

from pathlib import Path
from typing import TYPE_CHECKING

from agents.demo_model.question_features import groups_of, patterns_of

if TYPE_CHECKING:
    from agents.embeddings.minilm import Vectors

PATH = Path(__file__).with_name("question_classifier.npz")


class QuestionClassifier:
    """Multinomial logistic regression over a sentence's vector, its groups of letters and its patterns.

    Args:
        path: The file of weights that `classifier_training` writes.
    """

    def __init__(self, path: Path = PATH) -> None:
        import numpy as np

        with np.load(path, allow_pickle=False) as stored:
            self.names: tuple[str, ...] = tuple(str(name) for name in stored["names"])
            self._groups = stored["groups"].astype(np.float32) * stored["scale"]
            self._vector, self._patterns, self._bias = stored["vector"], stored["patterns"], stored["bias"]

    def probabilities(self, question: str, vector: "Vectors") -> dict[str, float]:
        """Return how probable it is that a question is for each specialist; they sum to 1.

        Args:
            question: The question.
            vector: Its sentence embedding, of length 1.
        """
        import numpy as np

        groups = groups_of(question)
        logits = vector @ self._vector + np.asarray(patterns_of(question), np.float32) @ self._patterns + self._bias
        if groups:
            logits = logits + self._groups[groups].sum(axis=0) / np.float32(len(groups) ** 0.5)
        shares = np.exp(logits - logits.max())
        return dict(zip(self.names, (shares / shares.sum()).tolist(), strict=True))

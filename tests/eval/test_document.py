"""The scores in the documents are those of the accepted report."""

from tests.eval.document import documents


def test_no_score_was_typed_by_hand() -> None:
    for path, text in documents().items():
        assert path.read_text("utf-8") == text, "make eval ARGS='--accept --write-docs' writes it"

"""What goes with the conversations is opened in their file or table, and nowhere else."""

import pytest

from chat.history.open_store import open_beside


def test_nothing_is_kept_beside_another_kind_of_store() -> None:
    with pytest.raises(TypeError, match="nothing is kept beside object"):
        open_beside(object(), str, str)  # type: ignore[arg-type]

from importlib.metadata import version

import pytest

from tests.support.upstream import Upstream

BOTOCORE = Upstream("botocore", "agents/models/x.py")


@pytest.mark.parametrize("path", ["botocore.session:Session.no_such", "botocore.no_such:Session"])
def test_missing_part_fails_with_one_sentence(path: str) -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        BOTOCORE.find(path)
    part = path.replace(":", ".")
    assert str(failed.value) == (
        f"botocore {version('botocore')} no longer has {part}; agents/models/x.py relies on it"
    )


def test_missing_parameter_fails() -> None:
    BOTOCORE.require_parameters("botocore.session:Session.create_client", "service_name")
    with pytest.raises(pytest.fail.Exception, match=r"the parameter colour of botocore\.session\.Session\.create_clie"):
        BOTOCORE.require_parameters("botocore.session:Session.create_client", "colour")

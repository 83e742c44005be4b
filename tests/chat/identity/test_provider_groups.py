"""The groups of a provider count as groups here, where the operator says so, and nothing else does."""

import httpx
import pytest

from chat.identity.provider_groups import CLAIM, mapped_groups
from chat.settings import SettingError, from_environment
from tests.support.alb import Alb, KeyEndpoint
from tests.support.server import environment, started

PAIRS = (("Staff", "teachers"), ("Year 7", "pupils"), ("Staff", "guests"))


@pytest.mark.parametrize(
    ("listed", "groups"),
    [
        ("Staff", {"teachers", "guests"}),
        ("[Staff, Year 7]", {"teachers", "guests", "pupils"}),
        ('["Staff","Year 7"]', {"teachers", "guests", "pupils"}),
        ("[Year 7]", {"pupils"}),
        *[(other, set()) for other in ("", "[]", "staff", "Staffs", "teachers", "admins", "[[Staff]]", "x" * 3000)],
        *[(other, set()) for other in (None, 5, True, ["Staff"], {"Staff": 1})],
    ],
)
def test_a_group_counts_as_what_the_operator_says(listed: object, groups: set[str]) -> None:
    assert mapped_groups({CLAIM: listed}, PAIRS) == groups
    assert mapped_groups({CLAIM: listed}, ()) == set()


@pytest.mark.parametrize("text", ["Staff", "Staff=", "=teachers", "a=b=c", "Staff=admins", "Staff = admins", "a=b,"])
def test_a_malformed_list_stops_the_start(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    given = environment(tmp_path_factory.mktemp("x"), "http://127.0.0.1:1", 1, PROVIDER_GROUPS=text)
    with pytest.raises(SettingError, match="PROVIDER_GROUPS"):
        from_environment(given)


async def test_a_teacher_of_the_school_sees_the_class_and_administrates_nothing(
    tmp_path_factory: pytest.TempPathFactory, server_alb: Alb, server_keys: KeyEndpoint
) -> None:
    folder = tmp_path_factory.mktemp("groups")
    async with started(folder, server_keys.url, PROVIDER_GROUPS="Staff=teachers") as server:

        async def seen(path: str, method: str = "GET", **claims: object) -> int:
            headers = server_alb.headers("school-sub", **claims)
            async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
                return (await client.request(method, path, headers={"origin": server.public_url})).status_code

        assert await seen("/class", **{CLAIM: "[Staff, admins]"}) == 200
        assert await seen("/class", **{CLAIM: "[Pupils]"}) != 200
        assert await seen("/class") != 200
        assert await seen("/status/question", "POST", **{CLAIM: "[Staff, admins]"}) == 403

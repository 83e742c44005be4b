"""Attempts in Study, on a real server: they stand in the log and on the page, without an answer not yet earned."""

import json
import uuid
import zipfile
from io import BytesIO
from typing import Any

from tests.support.alb import Alb
from tests.support.page import opened
from tests.support.server import ChatServer

STUDY: dict[str, Any] = {"modes": {"how": "study"}}


async def test_attempts_in_study_stand_beside_what_is_practised(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, f"person-{uuid.uuid4()}") as page:
        for message in ("Solve x^2 - 5x + 6 = 0", "hint", "x = -2 or x = -3", "2 and 3"):
            reply = await page.ask(message, **STUDY)
        assert reply.startswith("Right, that is the answer.")
        download = await page.request("GET", "/my-data/download")
        with zipfile.ZipFile(BytesIO(download.content)) as archive:
            missed, solved = json.loads(archive.read("learning.json"))
        assert missed["item"] == solved["item"]
        assert (missed["topic"], missed["data"]["question"]) == ("quadratics", "Solve x^2 - 5x + 6 = 0")
        assert (missed["data"]["right"], missed["data"]["answer"], missed["data"]["hints"]) == (False, "", 2)
        assert solved["data"]["right"]
        assert "**Answer:** x = 2 or x = 3" in solved["data"]["answer"]
        skills = (await page.request("GET", "/skills")).text
        assert "Quadratic equations" in skills
        assert f"/thread/{page.thread_id}" in skills

"""The page "Choose a model" on a real server, and the lines that it shows."""

import shlex
import uuid

import httpx

from agents.parameters import ParameterValues
from chat.status.choose_a_model import setup_lines
from tests.support.alb import Alb
from tests.support.server import ChatServer


async def test_the_page_names_the_models_and_three_ways_to_a_larger_one(server: ChatServer, server_alb: Alb) -> None:
    headers = {**server_alb.headers(f"person-{uuid.uuid4()}"), "accept-language": "en"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        answer = await client.get("/choose-a-model")
    async with httpx.AsyncClient(base_url=server.url) as nobody:
        without = await nobody.get("/choose-a-model")
    assert answer.status_code == 200
    for part in ("Small demonstration model", "Ollama", "openai_compatible_url", "Amazon Bedrock"):
        assert part in answer.text
    assert without.status_code == 401


def test_every_line_sets_a_parameter_that_exists() -> None:
    lines = setup_lines("dev", "http://127.0.0.1:5000")
    commands = [shlex.split(line) for text in (lines.ollama, lines.openai_compatible) for line in text.splitlines()]
    puts = [command for command in commands if command[:3] == ["aws", "ssm", "put-parameter"]]
    names = [command[command.index("--name") + 1].removeprefix("/teachers_assistant/dev/") for command in puts]
    assert len(puts) == 5
    assert set(names) <= set(ParameterValues.__dataclass_fields__)
    assert all("--endpoint-url" in command for command in puts)
    assert "--endpoint-url" not in setup_lines("dev", "").openai_compatible

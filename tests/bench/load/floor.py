"""A plain client of the model that only parses: nothing that answers over a network can cost less.

`python -m tests.bench.load.floor URL KIND PEOPLE` prints a run.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict
from typing import cast

import aiohttp
from botocore.eventstream import EventStreamBuffer

from tests.bench.load.measured import Heard, Run
from tests.bench.load.workload import TOKENS, Kind, Question


async def _reply(session: aiohttp.ClientSession, url: str, body: dict[str, object], begun: float) -> tuple[str, float]:
    buffer, text, first = EventStreamBuffer(), "", 0.0
    async with session.post(f"{url}/model/floor/converse-stream", json=body) as response:
        async for data in response.content.iter_any():
            buffer.add_data(data)
            for message in buffer:
                payload = json.loads(message.payload)
                if "delta" in payload and "text" in payload["delta"]:
                    first = first or time.monotonic() - begun
                    text += payload["delta"]["text"]
    return text, first


async def _ask(session: aiohttp.ClientSession, url: str, kind: Kind, person: int) -> Heard:
    question, begun = Question(kind, person), time.monotonic()
    asked: dict[str, object] = {"messages": [{"role": "user", "content": [{"text": question.text}]}]}
    said, first = "", 0.0
    if "specialist" in kind:
        await _reply(session, url, {**asked, "toolConfig": {}}, begun)
        said, first = await _reply(session, url, asked, begun)
        asked["toolConfig"] = {"toolResult": ""}
    text, again = await _reply(session, url, asked, begun)
    right = said + text == "".join([*(question.tokens if said else []), *question.tokens])
    return Heard(first or again, time.monotonic() - begun, right)


async def _main(url: str, kind: Kind, people: int) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        begun = time.process_time()
        answers = await asyncio.gather(*(_ask(session, url, kind, person) for person in range(people)))
        run = Run(answers, people * TOKENS, time.process_time() - begun)
    print(json.dumps(asdict(run)))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], cast(Kind, sys.argv[2]), int(sys.argv[3])))

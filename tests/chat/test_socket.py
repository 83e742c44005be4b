"""What the page says over its socket is taken in the order in which it makes sense."""

import asyncio
import json
import uuid

from tests.support.alb import Alb
from tests.support.person import Person
from tests.support.server import ChatServer


async def test_a_question_typed_while_away_comes_after_the_conversation(server: ChatServer, server_alb: Alb) -> None:
    """A page that lost its socket sends what was typed meanwhile first, and asks for the conversation then."""
    before = Person(server, server_alb, f"alice-{uuid.uuid4().hex[:8]}")
    await before.connect()
    thread_id = await before.ask("What is 6 * 7?")
    await before.disconnect()

    after = Person(server, server_alb, before.sub)
    await after.open(thread_id)
    asked = asyncio.create_task(after.ask("What is 5 * 5?"))
    await asyncio.sleep(0.2)
    assert not asked.done()
    await after.greet()
    assert await asked == thread_id
    heard = [json.loads(text) for text in after.received if text.startswith("[")]
    told = [(name, data.get("output")) for name, data in heard if name in ("resume_thread", "new_message")]
    assert told[0] == ("resume_thread", None)
    assert ("new_message", "What is 5 * 5?") in told
    assert any("25" in (output or "") for _, output in told)
    await after.disconnect()


async def test_stopping_leaves_no_message_of_chainlits_own(server: ChatServer, server_alb: Alb) -> None:
    person = Person(server, server_alb, f"alice-{uuid.uuid4().hex[:8]}")
    await person.connect()
    asked = asyncio.create_task(person.ask("Tell me a long story about a dragon and a teacher."))
    await asyncio.sleep(0.15)
    await person.emit("stop")
    thread_id = await asked
    outputs = [step["output"] for step in person.thread(thread_id)["steps"] if step["type"] == "assistant_message"]
    assert not any("Task manually stopped" in output for output in outputs)
    assert await person.ask("What is 6 * 7?") == thread_id
    assert any("42" in step["output"] for step in person.thread(thread_id)["steps"])
    await person.disconnect()

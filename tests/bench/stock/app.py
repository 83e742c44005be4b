"""What people write today: stock Chainlit over stock strands, kindly: one shared model, no login, no history."""

import chainlit as cl
from strands import Agent
from strands.models import BedrockModel

model = BedrockModel(model_id="us.amazon.nova-2-lite-v1:0", region_name="us-east-1")


@cl.on_chat_start
async def start() -> None:
    cl.user_session.set("agent", Agent(model=model, callback_handler=None))


@cl.on_message
async def message(question: cl.Message) -> None:
    answer = cl.Message(content="")
    agent: Agent = cl.user_session.get("agent")
    async for event in agent.stream_async(question.content):
        if "data" in event:
            await answer.stream_token(event["data"])
    await answer.send()

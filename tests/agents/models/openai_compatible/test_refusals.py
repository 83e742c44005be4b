"""Refusals in the words of the servers themselves, as their users report them, and what the learner reads."""

import json
from typing import Any

import pytest

from agents.errors import is_temporary, to_user_facing
from agents.models.openai_compatible.model import Server
from agents.models.openai_compatible.refusals import failure_in_reply, refusal, refused_parameters

SERVER = Server("http://127.0.0.1:1/v1")
WHERE = "the address in the parameter openai_compatible_url"
TOO_LONG = "This conversation has become too long for the model; start a new one and ask again."
NO_MODEL = (
    f"This model was not found at {WHERE}; correct the parameter openai_compatible_model or openai_compatible_url."
)
NO_CREDIT = f"The account at {WHERE} has no credit left; top it up, or choose another model."
NO_QUOTA = "The account of the parameter openai_compatible_key has no quota left."
BAD_KEY = f"The key was refused at {WHERE}; put a valid one into the parameter openai_compatible_key."
NO_ACCESS = f"The key has no access to this model at {WHERE}; choose another model."
BUSY = "The model is busy right now; please ask again in a minute."
BROKEN = "The model stopped answering before it was done; please ask again."
TIMED_OUT = "The model took too long to answer; please ask again."
NO_TOOLS = "This model cannot call tools, and the specialists are reached as tools; choose another model."
NO_SIGHT = "This model cannot see pictures; choose another model, or put the picture into words."
REFUSED = f"The request was refused at {WHERE}; try to put the question differently."
RETRIED = {BUSY, BROKEN, TIMED_OUT}


def error(message: str, **more: Any) -> str:
    return json.dumps({"error": {"message": message, **more}})


CASES = [
    # too long
    ("llama.cpp", 400, error("request (9 tokens) exceeds the available context size", type="x"), TOO_LONG),
    ("llama.cpp's type", 400, error("no", type="exceed_context_size_error", n_ctx=1024), TOO_LONG),
    ("litellm", 400, error("litellm.ContextWindowExceededError: BadRequestError: no"), TOO_LONG),
    ("litellm's words", 400, error("Context Window Exceeded for gpt-4o"), TOO_LONG),
    ("Anthropic", 400, error("prompt is too long: 210000 tokens > 200000 maximum"), TOO_LONG),
    ("Anthropic's sum", 400, error("input length and `max_tokens` exceed context limit: 1 + 4096 > 2"), TOO_LONG),
    (
        "Gemini",
        400,
        json.dumps(
            [{"error": {"code": 400, "message": "The input token count (12) exceeds the maximum number of tokens (9)"}}]
        ),
        TOO_LONG,
    ),
    ("OpenAI", 400, error("no", code="context_length_exceeded"), TOO_LONG),
    ("DeepSeek", 400, error("This model's maximum context length is 65536 tokens."), TOO_LONG),
    ("vLLM", 400, error("The decoder prompt (length 9) is longer than the maximum model length of 8."), TOO_LONG),
    ("SGLang", 400, error("The input (9 tokens) is longer than the model's context length (8 tokens)."), TOO_LONG),
    ("LM Studio", 400, error("the model is loaded with context length of only 4096 tokens"), TOO_LONG),
    ("xAI", 400, error("This model's maximum prompt length is 8 but the request contains 9 tokens."), TOO_LONG),
    ("TGI", 422, error("Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096"), TOO_LONG),
    ("Groq", 413, error("Request too large for model `x`: Limit 6000, Requested 8000"), TOO_LONG),
    ("a proxy", 413, "<html>413 Request Entity Too Large</html>", TOO_LONG),
    ("Cerebras", 400, error("Please reduce the length of the messages or completion."), TOO_LONG),
    # no such model
    ("litellm's model", 400, error("/chat/completions: Invalid model name passed in model=x."), NO_MODEL),
    ("OpenRouter's model", 400, error("x/y is not a valid model ID", code=400), NO_MODEL),
    ("Mistral's model", 400, json.dumps({"object": "error", "message": "Invalid model: x", "code": "1500"}), NO_MODEL),
    ("DeepSeek's model", 400, error("Model Not Exist"), NO_MODEL),
    ("vLLM's model", 404, error("The model `x` does not exist."), NO_MODEL),
    ("Ollama's model", 404, error('model "x" not found, try pulling it first'), NO_MODEL),
    ("Azure's model", 404, error("The API deployment for this resource does not exist."), NO_MODEL),
    ("OpenAI's model", 403, error("Project does not have access", code="model_not_found"), NO_MODEL),
    # the account and the key
    ("OpenRouter's credit", 402, error("Insufficient credits. Add more", code=402), NO_CREDIT),
    ("DeepSeek's credit", 402, error("Insufficient Balance"), NO_CREDIT),
    ("Anthropic's credit", 400, error("Your credit balance is too low to access the Anthropic API."), NO_CREDIT),
    ("an unknown 402", 402, "", NO_CREDIT),
    ("OpenAI's quota", 429, error("no", code="insufficient_quota"), NO_QUOTA),
    ("Gemini's key", 400, error("API key not valid. Please pass a valid API key."), BAD_KEY),
    ("xAI's key", 400, json.dumps({"code": "x", "error": "Incorrect API key provided: xa***y."}), BAD_KEY),
    ("litellm's key", 400, error("No connected db.", type="no_db_connection", code="400"), BAD_KEY),
    ("any key", 401, "", BAD_KEY),
    ("access", 403, error("Forbidden"), NO_ACCESS),
    # another try may help
    ("Gemini's limit", 429, error("You exceeded your current quota, please check your plan and billing"), BUSY),
    ("Anthropic's load", 529, error("Overloaded"), BUSY),
    ("Groq's load", 498, "", BUSY),
    ("OpenRouter's time", 408, error("Timed out", code=408), TIMED_OUT),
    ("a gateway's time", 504, "<html>", TIMED_OUT),
    ("Cloudflare's time", 524, "", TIMED_OUT),
    ("Groq's tools", 400, error("Failed to call a function.", code="tool_use_failed"), BROKEN),
    ("OpenRouter's provider", 502, error("Provider returned error", code=502), BROKEN),
    # the request
    ("vLLM's tools", 400, error('"auto" tool choice requires --enable-auto-tool-choice to be set'), NO_TOOLS),
    ("pictures", 400, error("image_url is not allowed here"), NO_SIGHT),
    ("Ollama's tools", 400, error("registry.ollama.ai/library/x does not support tools"), NO_TOOLS),
    ("OpenRouter's tools", 404, error("No endpoints found that support tool use."), NO_TOOLS),
    ("OpenRouter's pictures", 404, error("No endpoints found that support image input"), NO_SIGHT),
    ("any other", 400, error("no"), REFUSED),
    ("no JSON", 400, "\x00\xff", REFUSED),
]


@pytest.mark.parametrize(("status", "body", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_refusal_is_understood(status: int, body: str, told: str) -> None:
    failure = refusal(status, body, SERVER.place, SERVER.absent)
    assert str(to_user_facing(failure)) == told
    assert is_temporary(failure) == (told in RETRIED)


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        ({"message": "Rate limit reached"}, BUSY),
        ({"code": 429}, BUSY),
        ({"code": "503", "message": "no"}, BUSY),
        ({"type": "overloaded_error"}, BUSY),
        ({"code": 408}, TIMED_OUT),
        ({"message": "context window exceeded"}, TOO_LONG),
        ({"code": 402, "message": "Insufficient credits"}, NO_CREDIT),
        ({"code": 401}, BAD_KEY),
        ({"code": 403}, NO_ACCESS),
        ({"code": 500}, BROKEN),
        ("exploded", BROKEN),
        ([1], BROKEN),
        (True, BROKEN),
    ],
)
def test_error_inside_a_reply_is_understood(failure: Any, told: str) -> None:
    error = failure_in_reply(failure, SERVER.place, SERVER.absent)
    assert str(to_user_facing(error)) == told


REQUEST = {"messages": [], "max_tokens": 4096, "temperature": 0.3, "stream_options": {}}


@pytest.mark.parametrize(
    ("status", "body", "names"),
    [
        (400, error("no", param="temperature"), {"temperature"}),
        (400, error("Use 'max_completion_tokens' instead", param="max_tokens"), {"max_tokens"}),
        (400, error("litellm: o1 does not support parameters: ['temperature']"), {"temperature"}),
        (
            422,
            '{"detail": [{"loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]}',
            {"stream_options"},
        ),
        (400, error("Unrecognized request argument supplied: stream_options"), {"stream_options"}),
        (400, error("max_tokens is too large: 4096. At most 2048 completion tokens"), {"max_tokens"}),
        (
            400,
            error("maximum context length is 4096 tokens (300 in the messages, 4096 in the completion)"),
            {"max_tokens"},
        ),
        (400, error("'max_tokens' is too large: 4096. This model's maximum context length is 4096"), {"max_tokens"}),
        (400, error("maximum context length is 4096 tokens"), set()),
        (400, error("no", param="messages"), set()),
        (401, error("no", param="temperature"), set()),
        (400, error("the temperature in Paris"), set()),
        (400, "[1]", set()),
    ],
)
def test_parameter_that_is_refused_is_known(status: int, body: str, names: set[str]) -> None:
    assert refused_parameters(status, body, REQUEST) == names

"""The operator's loan model on SageMaker, which takes 59 numbers as text/csv and returns one score."""

import asyncio
import logging
import math
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from agents.aws import AwsSession, error_code
from agents.user_messages import ToolError

logger = logging.getLogger(__name__)

_MAX_REPLY_BYTES = 1024
_threads = ThreadPoolExecutor(4, thread_name_prefix="loan")

_SENTENCES = {
    "AccessDeniedException": "This server may not call the loan model's endpoint; an operator can allow it.",
    "ValidationError": "The loan model's endpoint does not exist; an operator can correct xgboost_model_endpoint.",
    "ModelError": "The loan model could not score these numbers; an operator can look at its endpoint's log.",
    "ModelNotReadyException": "The loan model is still starting; ask again in a minute.",
    "ThrottlingException": "The loan model is busy; ask again in a minute.",
    "ServiceUnavailable": "The loan model is busy; ask again in a minute.",
}
_UNREACHABLE = "The loan model's endpoint cannot be reached just now; ask again in a minute."
_NO_CREDENTIALS = "The server is not signed in to AWS, which the loan model's endpoint needs; tell an operator."
_NO_SCORE = "The loan model answered something that is not a score; an operator can look at its endpoint."


async def endpoint_score(aws: AwsSession, endpoint: str, vector: Sequence[float]) -> float:
    """Return the score of the endpoint, from 0 to 1.

    Raises:
        ToolError: There is no score; the message says why.
    """
    body = ",".join(f"{number:g}" for number in vector)
    try:
        reply = await asyncio.get_running_loop().run_in_executor(_threads, _invoke, aws, endpoint, body)
    except NoCredentialsError:
        raise _log_failure("NoCredentials", _NO_CREDENTIALS) from None
    except ClientError as error:
        code = error_code(error)
        raise _log_failure(code, _SENTENCES.get(code, _UNREACHABLE)) from None
    except (BotoCoreError, OSError) as error:
        raise _log_failure(type(error).__name__, _UNREACHABLE) from None
    return _parse_score(reply)


def _parse_score(reply: bytes) -> float:
    found = re.fullmatch(r"\s*\[*\s*([-+.\deE]{1,40})\s*\]*\s*", reply.decode("ascii", "replace"))
    try:
        score = float(found[1]) if found else math.nan
    except ValueError:
        score = math.nan
    if not 0 <= score <= 1:
        raise _log_failure("NoScore", _NO_SCORE)
    return score


def _invoke(aws: AwsSession, endpoint: str, body: str) -> bytes:
    answer = _client(aws).invoke_endpoint(EndpointName=endpoint, ContentType="text/csv", Accept="text/csv", Body=body)
    reply: bytes = answer["Body"].read(_MAX_REPLY_BYTES)
    return reply


@lru_cache(maxsize=4)
def _client(aws: AwsSession) -> Any:
    config = Config(connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 2, "mode": "standard"})
    return aws.session.client("sagemaker-runtime", config=config)


def _log_failure(reason: str, sentence: str) -> ToolError:
    logger.warning("loan_endpoint_failed", extra={"reason": reason})
    return ToolError(sentence)

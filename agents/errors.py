"""Turns failures into sentences for the learner; the text of an exception never leaves the server."""

import logging
import uuid

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    InvalidRegionError,
    LoginError,
    NoAuthTokenError,
    NoCredentialsError,
    PartialCredentialsError,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as BotoConnectionError
from strands.types.exceptions import (
    ContextWindowOverflowException,
    EventLoopException,
    ModelThrottledException,
)
from urllib3.exceptions import HTTPError

from agents.aws import error_code
from agents.events import Error, Path
from agents.user_messages import UserFacingError as UserFacingError

logger = logging.getLogger(__name__)

# For failures of libraries and services, by code; our own code raises a `UserFacingError` itself.
SENTENCES = {
    "busy": "The model is busy right now; please ask again in a minute.",
    "broken_off": "The model stopped answering before it was done; please ask again.",
    "timed_out": "The model took too long to answer; please ask again.",
    "silent": "The model said nothing for a whole minute; ask again later, or choose another model.",
    "no_network": "AWS cannot be reached from this server; check its network and the setting AWS_REGION.",
    "no_credentials": "The server is not signed in to AWS, which this model needs; give it credentials, or choose "
    "another model.",
    "bad_credentials": "AWS does not accept the server's credentials; replace them, or choose another model.",
    "expired": "The server's sign-in to AWS has expired; renew it, or choose another model.",
    "no_access": "This AWS account may not use this model yet; ask for access to it in Bedrock, or choose another "
    "model.",
    "not_found": "This model does not exist in the server's region; choose another model, or correct default_model_id "
    "or AWS_REGION.",
    "needs_profile": "This model is reached through an inference profile only; put the profile's id, as in us.…, into "
    "default_model_id.",
    "no_tools": "This model cannot call tools, and the specialists are reached as tools; choose another model.",
    "no_sight": "This model cannot see pictures; choose another model, or put the picture into words.",
    "too_long": "This conversation has become too long for the model; start a new one and ask again.",
    "guardrail": "The safety rules of this server cannot be reached, so no question is answered; please tell "
    "whoever runs it.",
    "refused": "The model refused the request as it was sent; try to put the question differently.",
    "unknown": "Something went wrong while answering; please ask again.",
}
_CODES_OF_AWS = {
    "AccessDeniedException": "no_access",
    "ExpiredToken": "expired",
    "ExpiredTokenException": "expired",
    "IncompleteSignature": "bad_credentials",
    "InvalidClientTokenId": "bad_credentials",
    "InvalidSignatureException": "bad_credentials",
    "ModelErrorException": "broken_off",
    "ModelNotReadyException": "busy",
    "ModelTimeoutException": "broken_off",
    "ResourceNotFoundException": "not_found",
    "ServiceQuotaExceededException": "busy",
    "ServiceUnavailableException": "busy",
    "ThrottlingException": "busy",
    "UnrecognizedClientException": "bad_credentials",
}
# Bedrock answers all of these with one code, so its message decides.
_CODES_BY_MESSAGE = {
    "model identifier is invalid": "not_found",
    "on-demand throughput": "needs_profile",
    "doesn't support tool use": "no_tools",
    "does not support tool use": "no_tools",
    "doesn't support the image": "no_sight",
    "does not support image": "no_sight",
}
_TEMPORARY = {
    "internalserverexception",
    "modelnotreadyexception",
    "modelstreamerrorexception",
    "serviceunavailableexception",
    "throttlingexception",
}


class ReplyBrokenOff(Exception):
    """A model's reply ended before it was complete."""


class ModelTimedOut(Exception):
    """The server says that its model took too long; it may be faster the next time."""


class ModelSilent(Exception):
    """Nothing came from a model for so long that nobody should wait for it any more."""


_BROKEN_OFF = (HTTPClientError, BotoConnectionError, HTTPError, ModelThrottledException, ModelTimedOut, ReplyBrokenOff)


def cause(error: BaseException) -> BaseException:
    """Return the exception that the agent loop has wrapped."""
    while isinstance(error, EventLoopException):
        error = error.original_exception
    return error


def is_temporary(error: BaseException) -> bool:
    """Return whether the same request is likely to succeed in a few seconds."""
    error = cause(error)
    if isinstance(error, _BROKEN_OFF):
        return True
    if not isinstance(error, ClientError):
        return False
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or _original_code(error).lower() in _TEMPORARY


def to_user_facing(error: BaseException) -> UserFacingError:
    """Return the sentence that says what happened and what to do."""
    root = cause(error)
    if isinstance(root, UserFacingError):
        return root
    code = _code_of(root)
    return UserFacingError(SENTENCES[code], code=code)


def error_event(path: Path, error: BaseException) -> Error:
    """Log a failure, and return the event that reports it."""
    ours = to_user_facing(error)
    return Error(path, str(ours), report(error), ours.code, ours.template, ours.values)


def _code_of(error: BaseException) -> str:
    match error:
        case ModelThrottledException():
            return "busy"
        case ContextWindowOverflowException():
            return "too_long"
        case ModelTimedOut():
            return "timed_out"
        case ModelSilent():
            return "silent"
        case NoCredentialsError() | PartialCredentialsError() | CredentialRetrievalError() | NoAuthTokenError():
            return "no_credentials"
        case TokenRetrievalError() | SSOError() | LoginError():
            return "expired"
        case ClientError() as refusal:
            return _code_of_refusal(refusal)
        case EndpointConnectionError() | ConnectTimeoutError() | InvalidRegionError():
            return "no_network"
        case BotoCoreError() | HTTPError() | ReplyBrokenOff():
            return "broken_off"
        case _:
            return "unknown"


def report(error: BaseException) -> str:
    """Log a failure by its type, and return the id under which the log has it."""
    error_id = uuid.uuid4().hex[:8]
    root = cause(error)
    details = {"error_id": error_id, "error_type": type(root).__name__}
    if isinstance(root, ClientError | UserFacingError):
        details["error_code"] = _original_code(root)
    logger.error("answer_failed", extra=details)
    return error_id


def _code_of_refusal(refusal: ClientError) -> str:
    for words, code in _CODES_BY_MESSAGE.items():
        if words in str(refusal).replace("’", "'"):
            return code
    return _CODES_OF_AWS.get(_original_code(refusal), "broken_off" if is_temporary(refusal) else "refused")


def _original_code(error: ClientError | UserFacingError) -> str:
    return error.code if isinstance(error, UserFacingError) else error_code(error)

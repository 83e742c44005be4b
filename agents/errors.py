"""What went wrong, as a sentence for the learner; an exception's own text stays in the server."""

import logging
import uuid

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as EndpointConnectionError
from strands.types.exceptions import (
    ContextWindowOverflowException,
    EventLoopException,
    ModelThrottledException,
)
from urllib3.exceptions import HTTPError

logger = logging.getLogger(__name__)

_BUSY = "The model is busy right now; please ask again in a minute."
_UNREACHABLE = "The model stopped answering before it was done; please ask again."
_NO_CREDENTIALS = "The server is not signed in to AWS, which this model needs; choose another model in the settings."
_NO_ACCESS = "This AWS account may not use this model yet; choose another model, or ask for access to it in Bedrock."
_NOT_FOUND = "This model does not exist in the server's region; choose another model in the settings."
_TOO_LONG = "This conversation has become too long for the model; start a new one and ask again."
_REFUSED = "The model refused the request as it was sent; try to put the question differently."
_UNKNOWN = "Something went wrong while answering; please ask again."

_SENTENCES = {
    "AccessDeniedException": _NO_ACCESS,
    "ExpiredTokenException": _NO_CREDENTIALS,
    "IncompleteSignature": _NO_CREDENTIALS,
    "InvalidSignatureException": _NO_CREDENTIALS,
    "ModelErrorException": _UNREACHABLE,
    "ModelNotReadyException": _BUSY,
    "ModelTimeoutException": _UNREACHABLE,
    "ResourceNotFoundException": _NOT_FOUND,
    "ServiceQuotaExceededException": _BUSY,
    "ServiceUnavailableException": _BUSY,
    "ThrottlingException": _BUSY,
    "UnrecognizedClientException": _NO_CREDENTIALS,
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


class LearnerError(Exception):
    """A failure whose message was written for the learner and may be shown as it is."""


_BROKEN_OFF = (HTTPClientError, EndpointConnectionError, HTTPError, ModelThrottledException, ReplyBrokenOff)


def cause(error: BaseException) -> BaseException:
    """Return the failure inside the wrapping of the agent loop."""
    while isinstance(error, EventLoopException):
        error = error.original_exception
    return error


def is_temporary(error: BaseException) -> bool:
    """Tell whether the same request may well succeed in a few seconds."""
    error = cause(error)
    if isinstance(error, _BROKEN_OFF):
        return True
    return isinstance(error, ClientError) and _code(error).lower() in _TEMPORARY


def sentence(error: BaseException) -> str:
    """Put a failure into one sentence that says what happened and what to do."""
    match cause(error):
        case LearnerError() as ours:
            return str(ours)
        case ModelThrottledException():
            return _BUSY
        case ContextWindowOverflowException():
            return _TOO_LONG
        case NoCredentialsError() | PartialCredentialsError() | CredentialRetrievalError() | TokenRetrievalError():
            return _NO_CREDENTIALS
        case ClientError() as refusal if "model identifier is invalid" in str(refusal):
            return _NOT_FOUND
        case ClientError() as refusal:
            default = _UNREACHABLE if is_temporary(refusal) else _REFUSED
            return _SENTENCES.get(_code(refusal), default)
        case BotoCoreError() | HTTPError() | ReplyBrokenOff():
            return _UNREACHABLE
        case _:
            return _UNKNOWN


def report(error: BaseException) -> str:
    """Log a failure by its type and return the id that the learner is shown."""
    error_id = uuid.uuid4().hex[:8]
    root = cause(error)
    details = {"error_id": error_id, "error_type": type(root).__name__}
    if isinstance(root, ClientError):
        details["error_code"] = _code(root)
    logger.error("answer_failed", extra=details)
    return error_id


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))

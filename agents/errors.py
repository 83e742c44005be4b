"""What went wrong, as a sentence for the learner; an exception's own text stays in the server."""

import logging
import uuid

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    HTTPClientError,
    InvalidRegionError,
    LoginError,
    NoAuthTokenError,
    NoCredentialsError,
    PartialCredentialsError,
    SSOError,
    TokenRetrievalError,
)
from botocore.exceptions import ConnectionError as AnyConnectionError
from botocore.exceptions import EndpointConnectionError as UnreachableEndpoint
from strands.types.exceptions import (
    ContextWindowOverflowException,
    EventLoopException,
    ModelThrottledException,
)
from urllib3.exceptions import HTTPError

logger = logging.getLogger(__name__)

_BUSY = "The model is busy right now; please ask again in a minute."
_UNREACHABLE = "The model stopped answering before it was done; please ask again."
_NO_NETWORK = "AWS cannot be reached from this server; check its network and the setting AWS_REGION."
_NO_CREDENTIALS = (
    "The server is not signed in to AWS, which this model needs; give it credentials, or choose another model."
)
_BAD_CREDENTIALS = "AWS does not accept the server's credentials; replace them, or choose another model."
_EXPIRED = "The server's sign-in to AWS has expired; renew it, or choose another model."
_NO_ACCESS = "This AWS account may not use this model yet; ask for access to it in Bedrock, or choose another model."
_NOT_FOUND = (
    "This model does not exist in the server's region; choose another model, or correct default_model_id or AWS_REGION."
)
_NEEDS_PROFILE = (
    "This model is reached through an inference profile only; put the profile's id, as in us.…, into default_model_id."
)
_NO_TOOLS = "This model cannot call tools, and the specialists are reached as tools; choose another model."
_TOO_LONG = "This conversation has become too long for the model; start a new one and ask again."
_REFUSED = "The model refused the request as it was sent; try to put the question differently."
_UNKNOWN = "Something went wrong while answering; please ask again."

_SENTENCES = {
    "AccessDeniedException": _NO_ACCESS,
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "IncompleteSignature": _BAD_CREDENTIALS,
    "InvalidClientTokenId": _BAD_CREDENTIALS,
    "InvalidSignatureException": _BAD_CREDENTIALS,
    "ModelErrorException": _UNREACHABLE,
    "ModelNotReadyException": _BUSY,
    "ModelTimeoutException": _UNREACHABLE,
    "ResourceNotFoundException": _NOT_FOUND,
    "ServiceQuotaExceededException": _BUSY,
    "ServiceUnavailableException": _BUSY,
    "ThrottlingException": _BUSY,
    "UnrecognizedClientException": _BAD_CREDENTIALS,
}
# Bedrock gives all of these the same code.
_BY_WORDS = {
    "model identifier is invalid": _NOT_FOUND,
    "on-demand throughput": _NEEDS_PROFILE,
    "doesn't support tool use": _NO_TOOLS,
    "does not support tool use": _NO_TOOLS,
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
    """A failure whose message was written for the learner and may be shown as it is.

    Args:
        sentence: What happened and what to do.
        code: What the log calls it.
    """

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


_BROKEN_OFF = (HTTPClientError, AnyConnectionError, HTTPError, ModelThrottledException, ReplyBrokenOff)


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
    if not isinstance(error, ClientError):
        return False
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or _code(error).lower() in _TEMPORARY


def sentence(error: BaseException) -> str:
    """Put a failure into one sentence that says what happened and what to do."""
    match cause(error):
        case LearnerError() as ours:
            return str(ours)
        case ModelThrottledException():
            return _BUSY
        case ContextWindowOverflowException():
            return _TOO_LONG
        case NoCredentialsError() | PartialCredentialsError() | CredentialRetrievalError() | NoAuthTokenError():
            return _NO_CREDENTIALS
        case TokenRetrievalError() | SSOError() | LoginError():
            return _EXPIRED
        case ClientError() as refusal:
            return _refusal(refusal)
        case UnreachableEndpoint() | ConnectTimeoutError() | InvalidRegionError():
            return _NO_NETWORK
        case BotoCoreError() | HTTPError() | ReplyBrokenOff():
            return _UNREACHABLE
        case _:
            return _UNKNOWN


def report(error: BaseException) -> str:
    """Log a failure by its type and return the id that the learner is shown."""
    error_id = uuid.uuid4().hex[:8]
    root = cause(error)
    details = {"error_id": error_id, "error_type": type(root).__name__}
    if isinstance(root, ClientError | LearnerError):
        details["error_code"] = _code(root)
    logger.error("answer_failed", extra=details)
    return error_id


def _refusal(refusal: ClientError) -> str:
    for words, found in _BY_WORDS.items():
        if words in str(refusal).replace("’", "'"):
            return found
    return _SENTENCES.get(_code(refusal), _UNREACHABLE if is_temporary(refusal) else _REFUSED)


def _code(error: ClientError | LearnerError) -> str:
    return error.code if isinstance(error, LearnerError) else str(error.response.get("Error", {}).get("Code", ""))

"""The guardrail of calls of Bedrock: what is sent of it, what it finds, and how often.

The trace of a guardrail is described in the Amazon Bedrock API reference, GuardrailTraceAssessment. Its texts (the
match of a word or an address) are never read here.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from agents.aws import error_code

logger = logging.getLogger(__name__)

Finding = tuple[str, str]  # category and action

BLOCKED, MASKED = "BLOCKED", "ANONYMIZED"
_ACTIONS = (BLOCKED, MASKED, "NONE")
# Of each policy: its lists, and the field that names the category; None where that is the operator's own word.
_POLICIES: Mapping[str, Mapping[str, str | None]] = {
    "topicPolicy": {"topics": None},
    "contentPolicy": {"filters": "type"},
    "wordPolicy": {"customWords": None, "managedWordLists": "type"},
    "sensitiveInformationPolicy": {"piiEntities": "type", "regexes": None},
    "contextualGroundingPolicy": {"filters": "type"},
}
_NAMES = {
    "topicPolicy": "topic",
    "contentPolicy": "content",
    "wordPolicy": "word",
    "sensitiveInformationPolicy": "personal",
    "contextualGroundingPolicy": "grounding",
}
_OTHER = "other"
_NO_POLICY = ("invocationMetrics", "appliedGuardrailDetails")
_REFUSALS = ("ValidationException", "ResourceNotFoundException", "AccessDeniedException")


@dataclass(frozen=True, slots=True)
class Guardrail:
    """A guardrail by its id or ARN, and its version."""

    id: str
    version: str


def options(guardrail: Guardrail) -> dict[str, Any]:
    """Return the configuration by which strands sends a guardrail: nothing reaches a learner before it is checked."""
    return {
        "guardrail_id": guardrail.id,
        "guardrail_version": guardrail.version,
        "guardrail_trace": "enabled",
        "guardrail_stream_processing_mode": "sync",
    }


def is_refused(refusal: ClientError) -> bool:
    """Return whether Bedrock refuses a request because of its guardrail."""
    return error_code(refusal) in _REFUSALS and "guardrail" in str(refusal).lower()


def findings(verdict: Mapping[str, Any]) -> Counter[Finding]:
    """Return how often a verdict names each category and action; what is not known counts as "other".

    Args:
        verdict: The field `trace.guardrail` of a reply's metadata.
    """
    found: Counter[Finding] = Counter()
    for assessment in _assessments(verdict):
        for policy, content in assessment.items():
            if policy in _NO_POLICY:
                continue
            for category, rule in _rules(policy, content):
                action = rule.get("action")
                if action != "NONE":
                    found[category, action if action in _ACTIONS else _OTHER] += 1
    return found


def _assessments(verdict: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the assessments of the input, and of each part of the output."""
    for side in ("inputAssessment", "outputAssessments"):
        for of_guardrail in _dict(verdict.get(side)).values():
            for assessment in of_guardrail if isinstance(of_guardrail, list) else [of_guardrail]:
                yield _dict(assessment)


def _rules(policy: str, content: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what a policy has looked at, with its category."""
    lists = _POLICIES.get(policy, {})
    for name, rules in _dict(content).items():
        for rule in rules if isinstance(rules, list) else ():
            kind = _dict(rule).get(lists.get(name) or "", "")
            category = _NAMES.get(policy, _OTHER) if name in lists else _OTHER
            # The types are AWS's own constants: anything else could be a text.
            is_constant = isinstance(kind, str) and kind.isascii() and kind.replace("_", "").isupper()
            yield f"{category}.{kind}" if is_constant and len(kind) <= 40 else category, _dict(rule)


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


class GuardrailLedger:
    """Logs what guardrails find, without any text, and tells it to whoever counts.

    Attributes:
        on_found: Is told of each verdict that found something.
    """

    def __init__(self) -> None:
        self.on_found: Callable[[Counter[Finding]], None] | None = None
        self._new: Counter[str] = Counter()
        self._unusable: set[Guardrail] = set()

    def note_verdict(self, found: Counter[Finding]) -> None:
        """Log and tell a verdict that found something."""
        if found:
            for (_, action), count in found.items():
                self._new[action] += count
            logger.warning("guardrail_intervened", extra={"findings": _listed(found.items())})
            if self.on_found is not None:
                self.on_found(found)

    def note_refusal(self, guardrail: Guardrail, refusal: ClientError) -> None:
        """Log, once for each guardrail, that Bedrock does not accept it."""
        if guardrail not in self._unusable:
            self._unusable.add(guardrail)
            logger.error(
                "guardrail_unusable",
                extra={"guardrail": guardrail.id, "version": guardrail.version, "reason": error_code(refusal)},
            )

    def take_new(self) -> Counter[str]:
        """Return how often each action was taken since the last call of this."""
        new, self._new = self._new, Counter()
        return new


def _listed(found: Iterable[tuple[Finding, int]]) -> list[dict[str, object]]:
    return [{"category": category, "action": action, "count": count} for (category, action), count in sorted(found)]

"""A guardrail of Bedrock for a school: what it blocks and what it masks, and a version of it that does not change."""

import hashlib
import json

from aws_cdk import CfnOutput, RemovalPolicy
from aws_cdk import aws_bedrock as bedrock
from constructs import Construct

from infra.aws.config import GUARDRAIL_ID, GUARDRAIL_VERSION

_BLOCKED = (
    "I cannot help with that here. If something worries you, or if you or somebody else may be in danger, please talk "
    "to an adult you trust, or call your local emergency number."
)
# What is taught must pass: history has violence in it, and a biology lesson has bodies.
_FILTERS = {"SEXUAL": "HIGH", "HATE": "HIGH", "INSULTS": "HIGH", "MISCONDUCT": "HIGH", "VIOLENCE": "MEDIUM"}
_TOPICS = {
    "Hurting oneself": "Ways, means or encouragement to hurt or kill oneself, to starve oneself, or to hide it.",
    "Making weapons": "Instructions to make, get or use weapons, explosives or poisons against people or animals.",
    "Getting drugs": "How to get, make or use drugs, alcohol or tobacco, or how to hide that one does.",
    "Sexual contact": "Sexual talk or role play with the user, or asking for pictures, secrets or a meeting.",
}
# Names, ages and addresses are in every second exercise, and short numbers are in all of mathematics.
_PERSONAL = (
    "EMAIL",
    "PHONE",
    "CREDIT_DEBIT_CARD_NUMBER",
    "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "US_SOCIAL_SECURITY_NUMBER",
    "US_PASSPORT_NUMBER",
    "UK_NATIONAL_INSURANCE_NUMBER",
    "CA_SOCIAL_INSURANCE_NUMBER",
    "PASSWORD",
    "AWS_ACCESS_KEY",
    "AWS_SECRET_KEY",
)


class SafetyGuardrail(Construct):
    """The guardrail and its version.

    Args:
        name: Name of the guardrail.
    """

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:  # noqa: A002
        super().__init__(scope, id)
        filters = [
            bedrock.CfnGuardrail.ContentFilterConfigProperty(
                type=kind, input_strength=strength, output_strength=strength
            )
            for kind, strength in _FILTERS.items()
        ]
        attacks = bedrock.CfnGuardrail.ContentFilterConfigProperty(
            type="PROMPT_ATTACK", input_strength="HIGH", output_strength="NONE"
        )
        guardrail = bedrock.CfnGuardrail(
            self,
            "Guardrail",
            name=name,
            description="Protects children, refuses prompt attacks, masks personal data",
            blocked_input_messaging=_BLOCKED,
            blocked_outputs_messaging=_BLOCKED,
            content_policy_config=bedrock.CfnGuardrail.ContentPolicyConfigProperty(filters_config=[*filters, attacks]),
            topic_policy_config=bedrock.CfnGuardrail.TopicPolicyConfigProperty(
                topics_config=[
                    bedrock.CfnGuardrail.TopicConfigProperty(name=topic, definition=definition, type="DENY")
                    for topic, definition in _TOPICS.items()
                ]
            ),
            sensitive_information_policy_config=bedrock.CfnGuardrail.SensitiveInformationPolicyConfigProperty(
                pii_entities_config=[
                    bedrock.CfnGuardrail.PiiEntityConfigProperty(type=kind, action="ANONYMIZE") for kind in _PERSONAL
                ]
            ),
        )
        # CloudFormation makes another version only of another resource.
        rules = hashlib.sha256(json.dumps([_BLOCKED, _FILTERS, _TOPICS, _PERSONAL]).encode()).hexdigest()[:8]
        version = bedrock.CfnGuardrailVersion(
            self, f"Version{rules}", guardrail_identifier=guardrail.attr_guardrail_id, description=f"Rules {rules}"
        )
        # Servers use the version before until they read the parameters again. Versions go with their guardrail.
        version.apply_removal_policy(RemovalPolicy.RETAIN)
        self.arn = guardrail.attr_guardrail_arn
        CfnOutput(self, GUARDRAIL_ID, value=guardrail.attr_guardrail_id).override_logical_id(GUARDRAIL_ID)
        CfnOutput(self, GUARDRAIL_VERSION, value=version.attr_version).override_logical_id(GUARDRAIL_VERSION)

"""The rights of the page "People": on one pool, and only where the context asks for the page."""

import json

import pytest

from chat.settings import from_environment
from tests.infra.aws.conftest import CERTIFICATE, Objections, Stacks, Synthesise, Synthesised
from tests.infra.aws.iam import allowing, listed, policy
from tests.infra.aws.intrinsics import resolve
from tests.infra.aws.test_stack import environment

CONTEXT = CERTIFICATE | {"environment": "prod", "edge": "alb-only", "enable_people_page": True}


@pytest.fixture(scope="module")
def managed(synthesise: Synthesise) -> Synthesised:
    """In production, where cdk-nag looks on."""
    return synthesise(CONTEXT, nag=True)


def test_rules_of_others_have_no_objection(managed: Synthesised, objections: Objections) -> None:
    assert objections(managed) == []
    (report,) = json.loads((managed.folder / "validation-report.json").read_text())["pluginReports"]
    assert report["violations"] == []


def test_server_may_manage_people_of_its_own_pool_and_delete_nobody(managed: Synthesised) -> None:
    statements = [
        one for each in managed.of_type("IAM::Policy").values() for one in each["PolicyDocument"]["Statement"]
    ]
    (granted,) = [one for one in statements if "cognito-idp" in str(one["Action"])]
    (pool,) = managed.of_type("Cognito::UserPool")
    assert resolve(granted["Resource"]) == f"<{pool}.Arn>"
    assert len(listed(granted["Action"])) == 10
    assert [name for name in listed(granted["Action"]) if "Delete" in name or "Password" in name or "*" in name] == []
    assert all(list(allowing(policy("boundary"), action)) for action in granted["Action"])


def test_server_is_told_which_pool_it_is(managed: Synthesised) -> None:
    assert "USER_POOL_ID" in {
        one["Name"] for one in managed.one("ECS::TaskDefinition")["ContainerDefinitions"][0]["Environment"]
    }


def test_without_the_key_there_is_no_page(stacks: Stacks) -> None:
    stack = stacks("alb-only-prod")
    assert from_environment(environment(stack)).user_pool_id == ""
    assert "cognito-idp:" not in json.dumps(stack.template)

"""Who may do what: the server's role, and the three files for who deploys."""

import json
from typing import Any

import boto3
import pytest

from tests.infra.aws.conftest import KINDS, RunAws, Stacks, Synthesised
from tests.infra.aws.iam import ROOT, actions_of, allowing, allows, listed, policy
from tests.infra.aws.intrinsics import PSEUDO, resolve

FILES = ("execution", "boundary", "deployer")
LONGEST_POLICY = 6144  # characters without white space (IAM quotas)
OURS = "arn:aws:iam::*:role/teachers-assistant-*"

# Each way is known to lead from few rights to many.
NEVER = (
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateInstanceProfile",
    "iam:CreateLoginProfile",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:CreateUser",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutUserPermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
    "codebuild:CreateProject",
    "codestar:CreateProject",
    "datapipeline:CreatePipeline",
    "ec2:RunInstances",
    "ec2-instance-connect:SendSSHPublicKey",
    "glue:CreateDevEndpoint",
    "glue:UpdateDevEndpoint",
    "lambda:AddPermission",
    "lambda:CreateFunction",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
    "sagemaker:CreateNotebookInstance",
    "sagemaker:CreatePresignedNotebookInstanceUrl",
    "ssm:SendCommand",
    "ssm:StartSession",
    "sts:AssumeRoleWithSAML",
)
WITHIN_THE_BOUNDARY = ("iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary")

# What CloudFormation would ask for if a template used more of a type than ours does.
UNUSED = {
    "acm:UpdateCertificateOptions",
    "application-autoscaling:DeleteScheduledAction",
    "application-autoscaling:PutScheduledAction",
    "cloudfront:CreateConnectionGroup",
    "cloudfront:GetConnectionGroup",
    "cloudfront:UpdateDistributionWithStagingConfig",
    "cloudfront:updateDistribution",
    "cognito-idp:AssociateWebACL",
    "cognito-idp:DisassociateWebACL",
    "cognito-idp:GetWebACLForResource",
    "dynamodb:ImportTable",
    "ec2:AcceptAddressTransfer",
    "ec2:AssignPrivateNatGatewayAddress",
    "ec2:AssociateSubnetCidrBlock",
    "ec2:AssociateVerifiedAccessInstanceWebAcl",
    "ec2:AttachVpnGateway",
    "ec2:CreateVpcEncryptionControl",
    "ec2:DetachVpnGateway",
    "ec2:DisassociateSubnetCidrBlock",
    "ec2:DisassociateVerifiedAccessInstanceWebAcl",
    "ec2:GetVerifiedAccessInstanceWebAcl",
    "ec2:ModifyVpcTenancy",
    "ec2:UnassignPrivateNatGatewayAddress",
    "iam:DeleteGroupPolicy",
    "iam:DeleteUserPolicy",
    "iam:DetachRolePolicy",
    "iam:GetGroupPolicy",
    "iam:GetUserPolicy",
    "ecs:PutAccountSetting",
    "ecs:PutAccountSettingDefault",
    "logs:DeleteResourcePolicy",
    "logs:PutResourcePolicy",
    "wafv2:GetPermissionPolicy",
    "wafv2:PutPermissionPolicy",
} | set(NEVER)
SERVICES = {
    "acm",
    "application-autoscaling",
    "bedrock",
    "budgets",
    "cloudfront",
    "cloudwatch",
    "cognito-idp",
    "dynamodb",
    "ec2",
    "ecs",
    "elasticloadbalancing",
    "iam",
    "logs",
    "route53",
    "secretsmanager",
    "sns",
    "wafv2",
}


def roles_statements(stack: Synthesised) -> list[dict[str, Any]]:
    return [
        statement for one in stack.of_type("IAM::Policy").values() for statement in one["PolicyDocument"]["Statement"]
    ]


def resources(statement: dict[str, Any]) -> list[str]:
    value = statement["Resource"]
    return [resolve(one) for one in (value if isinstance(value, list) else [value])]


def test_roles_name_what_they_may_use(stack: Synthesised) -> None:
    account = f"us-east-1:{PSEUDO['AWS::AccountId']}"
    starred = {one for statement in roles_statements(stack) for one in resources(statement) if "*" in one}
    uploads = {one for one in starred if one.startswith("<DataUploads") and one.endswith(".Arn>/users/*")}
    models = {f"arn:aws:bedrock:{account}:{kind}/*" for kind in ("inference-profile", "application-inference-profile")}
    models |= {f"arn:aws:bedrock:{account}:custom-model-deployment/*", "arn:aws:bedrock:*::foundation-model/*"}
    endpoints = {
        f"arn:aws:sagemaker:{account}:{kind}/{name}"
        for kind in ("endpoint", "inference-component")
        for name in stack.config.sagemaker_endpoints
    }
    parameters = {f"arn:aws:ssm:{account}:parameter/teachers_assistant/{stack.config.environment}/*"}
    assert len(uploads) == 1
    assert starred == uploads | models | endpoints | parameters | {"*"}
    everything = [statement["Action"] for statement in roles_statements(stack) if "*" in resources(statement)]
    assert everything == ["ecr:GetAuthorizationToken"]
    assert not [one for statement in roles_statements(stack) for one in listed(statement["Action"]) if "*" in one]


def test_the_server_may_use_one_knowledge_base_and_only_if_one_is_named(stack: Synthesised) -> None:
    named = [one for one in roles_statements(stack) if "bedrock:Retrieve" in listed(one["Action"])]
    if stack.config.knowledge_base_id is None:
        assert named == []
        return
    (statement,) = named
    assert [one.rsplit("/", 1)[1] for one in resources(statement)] == [stack.config.knowledge_base_id]


def test_every_right_of_a_role_lies_within_the_boundary(stack: Synthesised) -> None:
    boundary = policy("boundary")
    asked = {action for one in roles_statements(stack) for action in listed(one["Action"])}
    # CDK gives the flow logs' role the right to pass itself; the logs are written without it.
    assert {action for action in asked if not list(allowing(boundary, action))} <= {"iam:PassRole"}


@pytest.mark.parametrize("kind", KINDS)
def test_cloudformation_may_make_everything_in_the_template(kind: str, stacks: Stacks) -> None:
    execution = policy("execution")
    types = {one["Type"] for one in stacks(kind).template["Resources"].values()}
    assert len(types) > 30
    asked = {action for name in types for action in actions_of(name) if action.split(":")[0] in SERVICES}
    assert {action for action in asked - UNUSED if not list(allowing(execution, action))} == set()


def test_what_has_a_name_in_the_template_has_one_that_the_policy_lets_be_made(stack: Synthesised) -> None:
    execution, account = policy("execution"), "us-east-1:111122223333"
    balancer = stack.one("ElasticLoadBalancingV2::LoadBalancer")["Name"]
    cluster, family = stack.one("ECS::Cluster")["ClusterName"], stack.one("ECS::TaskDefinition")["Family"]
    service, board = stack.one("ECS::Service")["ServiceName"], stack.one("CloudWatch::Dashboard")["DashboardName"]
    for action, name in (
        (
            "elasticloadbalancing:CreateListener",
            f"arn:aws:elasticloadbalancing:{account}:loadbalancer/app/{balancer}/1",
        ),
        (
            "elasticloadbalancing:ModifyRule",
            f"arn:aws:elasticloadbalancing:{account}:listener-rule/app/{balancer}/1/2/3",
        ),
        ("ecs:UpdateCluster", f"arn:aws:ecs:{account}:cluster/{cluster}"),
        ("ecs:UpdateService", f"arn:aws:ecs:{account}:service/{cluster}/{service}"),
        ("ecs:TagResource", f"arn:aws:ecs:{account}:task-definition/{family}:1"),
        ("logs:CreateLogGroup", f"arn:aws:logs:{account}:log-group:/ecs/multi-agent-app:*"),
        ("cloudwatch:PutDashboard", f"arn:aws:cloudwatch::111122223333:dashboard/{board}"),
        ("iam:CreateRole", f"arn:aws:iam::111122223333:role/{stack.config.stack_name}-ServiceTaskTaskRole-1"),
        ("dynamodb:CreateTable", f"arn:aws:dynamodb:{account}:table/{stack.config.stack_name}-DataHistory-1"),
    ):
        assert allows(execution, action, name), name


def test_no_service_of_the_template_was_forgotten(stacks: Stacks) -> None:
    types = {one["Type"] for kind in KINDS for one in stacks(kind).template["Resources"].values()}
    prefix = {
        "ApplicationAutoScaling": "application-autoscaling",
        "CertificateManager": "acm",
        "Cognito": "cognito-idp",
        "ElasticLoadBalancingV2": "elasticloadbalancing",
        "S3": None,
    }
    services = {prefix.get(name.split("::")[1], name.split("::")[1].lower()) for name in types} - {None}
    assert services <= SERVICES


def test_the_deployer_may_make_the_parameters(stacks: Stacks) -> None:
    asked = actions_of("AWS::SSM::Parameter")
    name = "arn:aws:ssm:us-east-1:111122223333:parameter/teachers_assistant/dev/temperature"
    assert {action for action in asked if not allows(policy("deployer"), action, name)} == set()


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("dynamodb:DeleteTable", "arn:aws:dynamodb:us-east-1:111122223333:table/somebody-elses"),
        ("s3:PutBucketPolicy", "arn:aws:s3:::somebody-elses"),
        ("s3:GetObject", "arn:aws:s3:::somebody-elses/file"),
        ("ecs:UpdateService", "arn:aws:ecs:us-east-1:111122223333:service/somebody/elses"),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:111122223333:secret:database-a1b2c3"),
        ("logs:DeleteLogGroup", "arn:aws:logs:us-east-1:111122223333:log-group:/aws/cloudtrail"),
        ("iam:CreateRole", "arn:aws:iam::111122223333:role/admin"),
        ("iam:DeleteRole", "arn:aws:iam::111122223333:role/admin"),
        ("iam:PassRole", "arn:aws:iam::111122223333:role/admin"),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/admin"),
        ("ssm:PutParameter", "arn:aws:ssm:us-east-1:111122223333:parameter/somebody/elses"),
    ],
)
def test_what_is_another_s_stays_out_of_reach(action: str, resource: str) -> None:
    assert [name for name in FILES if allows(policy(name), action, resource)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_policy_leads_to_more_rights(name: str) -> None:
    statements = policy(name)
    assert [action for action in NEVER if list(allowing(statements, action))] == []
    for action in WITHIN_THE_BOUNDARY:
        for statement in allowing(statements, action):
            assert listed(statement["Resource"]) == [OURS]
            condition = {"ArnLike": {"iam:PermissionsBoundary": "arn:aws:iam::*:policy/teachers-assistant-boundary"}}
            assert statement["Condition"] == condition
    for statement in allowing(statements, "iam:PassRole"):
        assert listed(statement["Resource"]) == [OURS]
        services = {"ecs-tasks.amazonaws.com", "vpc-flow-logs.amazonaws.com"}
        assert set(statement["Condition"]["StringEquals"]["iam:PassedToService"]) == services
    for statement in allowing(statements, "sts:AssumeRole"):
        assert listed(statement["Resource"]) == ["arn:aws:iam::*:role/cdk-hnb659fds-*"]
        assert statement["Condition"] == {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}
    for statement in allowing(statements, "iam:CreateServiceLinkedRole"):
        assert statement["Condition"]["StringEquals"]["iam:AWSServiceName"]


@pytest.mark.parametrize("name", FILES)
def test_iam_takes_the_file(name: str) -> None:
    text = json.dumps(
        json.loads((ROOT / "infra" / "aws" / "policies" / f"{name}.json").read_text()), separators=(",", ":")
    )
    assert len(text) <= LONGEST_POLICY
    sids = [statement["Sid"] for statement in policy(name)]
    assert len(sids) == len(set(sids))


def test_the_boundary_keeps_a_role_from_deploying() -> None:
    boundary = policy("boundary")
    assert not list(allowing(boundary, "iam:PassRole"))
    assert not list(allowing(boundary, "ecs:RunTask"))
    assert not list(allowing(boundary, "cloudformation:CreateStack"))


def test_the_commands_of_the_document_make_the_policies(run_aws: RunAws) -> None:
    told = (ROOT / "docs" / "policies.md").read_text("utf-8")
    commands = [line for line in told.splitlines() if line.startswith("aws iam create-policy")]
    for command in commands:
        run_aws(f"cd {ROOT} && {command}")
    made = boto3.client("iam").list_policies(Scope="Local")["Policies"]
    assert sorted(one["PolicyName"] for one in made) == sorted(f"teachers-assistant-{name}" for name in FILES)

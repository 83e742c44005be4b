"""What holds for every edge and profile."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chat.history.dynamodb.table import create_table
from chat.settings import SettingError, Settings, answers_for, from_environment
from tests.infra.aws.conftest import KINDS, Objections, Stacks, Synthesised
from tests.infra.aws.intrinsics import PSEUDO, resolve

ANYWHERE = {"0.0.0.0/0", "::/0"}


def container(stack: Synthesised) -> dict[str, Any]:
    (only,) = stack.one("ECS::TaskDefinition")["ContainerDefinitions"]
    found: dict[str, Any] = only
    return found


def environment(stack: Synthesised) -> dict[str, str]:
    """The settings as the task gets them, with invented values for what only AWS knows."""
    known = dict(PSEUDO)
    for key, one in stack.template["Resources"].items():
        match one["Type"]:
            case "AWS::ElasticLoadBalancingV2::LoadBalancer":
                known[key] = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/a/0123456789abcdef"
                known[f"{key}.DNSName"] = f"{one['Properties']['Name']}-123.us-east-1.elb.amazonaws.com"
            case "AWS::Cognito::UserPool":
                known[f"{key}.ProviderURL"] = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc"
            case "AWS::DynamoDB::Table" | "AWS::S3::Bucket" | "AWS::Cognito::UserPoolClient":
                known[key] = f"teachers-assistant-{key}".lower()
            case "AWS::Cognito::UserPoolDomain":
                known[key] = resolve(one["Properties"]["Domain"])
    return {one["Name"]: resolve(one["Value"], known) for one in container(stack)["Environment"]}


def ingress(stack: Synthesised) -> Iterator[dict[str, Any]]:
    yield from stack.of_type("EC2::SecurityGroupIngress").values()
    for group in stack.of_type("EC2::SecurityGroup").values():
        yield from group.get("SecurityGroupIngress", [])


def test_cloudformation_understands_it(stack: Synthesised, objections: Objections) -> None:
    assert objections(stack) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.endswith("prod")])
def test_cdk_nag_finds_nothing_that_nobody_acknowledged(kind: str, stacks: Stacks) -> None:
    (report,) = json.loads((stacks(kind).folder / "validation-report.json").read_text())["pluginReports"]
    assert report["conclusion"] == "success"
    assert report["violations"] == []


def test_the_task_gets_settings_that_the_server_takes(stack: Synthesised) -> None:
    given = environment(stack)
    settings = from_environment(given)
    assert set(given) <= {name.upper() for name in Settings.__slots__}
    cpu = int(stack.one("ECS::TaskDefinition")["Cpu"])
    assert settings.max_concurrent_answers == answers_for(cpu / 1024)
    assert settings.history_url.startswith("dynamodb://")
    assert settings.public_url.startswith("https://")
    assert settings.cognito_domain.endswith(".auth.us-east-1.amazoncognito.com")
    assert settings.port == container(stack)["PortMappings"][0]["ContainerPort"]


def test_that_test_would_notice_a_missing_setting(stacks: Stacks) -> None:
    given = environment(stacks("alb-only-dev"))
    del given["ALB_ARN"]
    with pytest.raises(SettingError):
        from_environment(given)


def test_the_task_has_no_more_rights_than_it_needs(stack: Synthesised) -> None:
    server = container(stack)
    assert server["ReadonlyRootFilesystem"] is True
    assert server["User"] == "10001:10001"
    assert server["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}
    assert [mount["ContainerPath"] for mount in server["LinuxParameters"]["Tmpfs"]] == ["/tmp"]
    assert not server.get("Privileged")
    assert not server.get("Secrets")
    assert stack.one("ECS::Service").get("EnableExecuteCommand") is False


def test_the_image_is_built_for_the_processor_that_runs_it(stack: Synthesised) -> None:
    assets = json.loads((stack.folder / f"{stack.config.stack_name}.assets.json").read_text())
    platforms = [image["source"]["platform"] for image in assets["dockerImages"].values()]
    assert platforms == ["linux/arm64"]
    runtime = stack.one("ECS::TaskDefinition")["RuntimePlatform"]
    assert runtime == {"CpuArchitecture": "ARM64", "OperatingSystemFamily": "LINUX"}


def test_the_image_holds_the_server_and_nothing_else(stacks: Stacks) -> None:
    (folder,) = stacks("vpc-origin-dev").folder.glob("asset.*/")
    names = {path.name for path in folder.iterdir()} - {".dockerignore"}
    assert {"Dockerfile", "pyproject.toml", "uv.lock", "chat", "agents"} <= names
    assert not names & {"tests", ".venv", "node_modules", "cdk.out", ".git", ".data", "docs"}


def test_a_new_task_replaces_an_old_one_without_an_interruption(stack: Synthesised) -> None:
    service = stack.one("ECS::Service")
    deployment = service["DeploymentConfiguration"]
    assert (deployment["MinimumHealthyPercent"], deployment["MaximumPercent"]) == (100, 200)
    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
    attributes = {one["Key"]: one["Value"] for one in target_group(stack)["TargetGroupAttributes"]}
    assert attributes["deregistration_delay.timeout_seconds"] == "120"
    assert attributes["stickiness.enabled"] == "true"
    assert attributes["stickiness.lb_cookie.duration_seconds"] == str(12 * 60 * 60)
    drain = from_environment(environment(stack)).drain_seconds
    assert container(stack)["StopTimeout"] == drain + 20


def target_group(stack: Synthesised) -> dict[str, Any]:
    return stack.one("ElasticLoadBalancingV2::TargetGroup")


def test_health_is_asked_where_the_server_tells_it(stack: Synthesised) -> None:
    assert target_group(stack)["HealthCheckPath"] == "/health"
    assert "/health" in " ".join(container(stack)["HealthCheck"]["Command"])


def test_the_names_are_those_that_the_guide_tells(stack: Synthesised) -> None:
    assert stack.one("ECS::Cluster")["ClusterName"] == "multi-agent-cluster"
    assert stack.one("ECS::Service")["ServiceName"] == "multi-agent-service"
    assert "/ecs/multi-agent-app" in [group.get("LogGroupName") for group in stack.of_type("Logs::LogGroup").values()]


def test_the_outputs_are_those_that_the_guide_tells(stack: Synthesised) -> None:
    wanted = {"LoadBalancerDNS", "CognitoUserPoolId", "CognitoClientId", "SignInURL", "CreateFirstUser"}
    if stack.config.behind_cloudfront:
        wanted.add("CloudFrontURL")
    assert wanted <= set(stack.template["Outputs"])
    assert ("CloudFrontURL" in stack.template["Outputs"]) == stack.config.behind_cloudfront


def test_nobody_reaches_past_cloudfront(stack: Synthesised) -> None:
    rules = list(ingress(stack))
    assert rules
    from_anywhere = [rule for rule in rules if {rule.get("CidrIp"), rule.get("CidrIpv6")} & ANYWHERE]
    if stack.config.behind_cloudfront:
        assert from_anywhere == []
        assert [rule["SourcePrefixListId"] for rule in rules if "SourcePrefixListId" in rule] == ["pl-3b927c52"]
    else:
        assert sorted(rule["FromPort"] for rule in from_anywhere) == [80, 443]


def test_only_the_load_balancer_reaches_the_server(stack: Synthesised) -> None:
    groups = stack.of_type("EC2::SecurityGroup")
    (server,) = (key for key, group in groups.items() if group["GroupDescription"] == "The chat server")
    (rule,) = (one for one in stack.of_type("EC2::SecurityGroupIngress").values() if server in str(one["GroupId"]))
    (source,) = (key for key in groups if key in str(rule["SourceSecurityGroupId"]))
    assert groups[source]["GroupDescription"] == "The load balancer"
    assert rule["FromPort"] == rule["ToPort"] == stack.config.container_port
    assert "SecurityGroupIngress" not in groups[server]


def test_the_table_is_the_one_that_the_server_makes_itself(stacks: Stacks) -> None:
    with mock_aws():
        client = boto3.client("dynamodb", "us-east-1")
        create_table(client, "history")
        made = client.describe_table(TableName="history")["Table"]
        expiry = client.describe_time_to_live(TableName="history")["TimeToLiveDescription"]["AttributeName"]
    table = stacks("vpc-origin-prod").one("DynamoDB::Table")
    attributes = {one["AttributeName"]: one["AttributeType"] for one in made["AttributeDefinitions"]}
    (index,), (made_index,) = table["LocalSecondaryIndexes"], made["LocalSecondaryIndexes"]
    assert table["KeySchema"] == made["KeySchema"]
    assert {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]} == attributes
    assert {name: made_index[name] for name in index} == index
    assert table["BillingMode"] == made["BillingModeSummary"]["BillingMode"]
    assert table["TimeToLiveSpecification"] == {"AttributeName": expiry, "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_what_people_said_outlives_a_production_stack(stack: Synthesised) -> None:
    kept = {"AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::S3::Bucket"}
    policies = {one["DeletionPolicy"] for one in stack.template["Resources"].values() if one["Type"] in kept}
    assert policies == {"Retain" if stack.config.profile == "prod" else "Delete"}


def test_no_bucket_is_public_or_speaks_plain_http(stack: Synthesised) -> None:
    for bucket in stack.of_type("S3::Bucket").values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    secure = [str(policy).count("aws:SecureTransport") for policy in stack.of_type("S3::BucketPolicy").values()]
    assert len(secure) == len(stack.of_type("S3::Bucket")) > 0
    assert all(secure)


def test_a_profile_that_scales_leaves_the_number_of_tasks_to_the_scaling(stack: Synthesised) -> None:
    service, config = stack.one("ECS::Service"), stack.config
    if not config.enable_auto_scaling:
        assert service["DesiredCount"] == config.desired_count
        return
    assert "DesiredCount" not in service
    target = stack.one("ApplicationAutoScaling::ScalableTarget")
    assert (target["MinCapacity"], target["MaxCapacity"]) == (config.min_capacity, config.max_capacity)
    policies = [
        one["TargetTrackingScalingPolicyConfiguration"]
        for one in stack.of_type("ApplicationAutoScaling::ScalingPolicy").values()
    ]
    metrics = {
        policy["CustomizedMetricSpecification"]["MetricName"]
        if "CustomizedMetricSpecification" in policy
        else policy["PredefinedMetricSpecification"]["PredefinedMetricType"]: policy["TargetValue"]
        for policy in policies
    }
    assert metrics == {
        "ActiveSessions": config.sessions_per_task,
        "ECSServiceAverageCPUUtilization": 55,
        "ECSServiceAverageMemoryUtilization": 70,
    }
    (custom,) = (one["CustomizedMetricSpecification"] for one in policies if "CustomizedMetricSpecification" in one)
    assert (custom["Namespace"], custom["Statistic"]) == ("TeachersAssistant", "Average")

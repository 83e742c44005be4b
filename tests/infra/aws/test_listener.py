"""The listener forwards nothing unauthenticated, by the rules that the local edge shares."""

from typing import Any

from infra.edge_rules import DATA_PATHS, SIGNED_OUT_PATH
from tests.infra.aws.conftest import Synthesised

HOURS = 60 * 60
MAX_VALUES = 5  # a rule of an Application Load Balancer may compare no more


def rules(stack: Synthesised) -> list[dict[str, Any]]:
    found = stack.of_type("ElasticLoadBalancingV2::ListenerRule").values()
    return sorted(found, key=lambda rule: int(rule["Priority"]))


def values(rule: dict[str, Any], field: str) -> list[Any]:
    for condition in rule["Conditions"]:
        if condition["Field"] == field:
            (config,) = (value for key, value in condition.items() if key != "Field")
            return list(config["Values"])
    return []


def authentication(rule: dict[str, Any]) -> dict[str, Any] | None:
    first: dict[str, Any] = min(rule["Actions"], key=lambda action: action.get("Order", 1))
    config: dict[str, Any] | None = first.get("AuthenticateCognitoConfig")
    return config


def forwards(actions: list[dict[str, Any]]) -> bool:
    return any(action["Type"] == "forward" for action in actions)


def https_listener(stack: Synthesised) -> dict[str, Any]:
    (only,) = (one for one in stack.of_type("ElasticLoadBalancingV2::Listener").values() if one["Port"] == 443)
    return only


def test_nothing_is_forwarded_unsigned(stack: Synthesised) -> None:
    listeners = stack.of_type("ElasticLoadBalancingV2::Listener").values()
    assert not any(forwards(listener["DefaultActions"]) for listener in listeners)
    forwarding = [rule for rule in rules(stack) if forwards(rule["Actions"])]
    assert forwarding
    for rule in forwarding:
        config = authentication(rule)
        assert config is not None
        assert config["OnUnauthenticatedRequest"] in {"deny", "authenticate"}
        assert int(config["SessionTimeout"]) == 8 * HOURS


def test_data_and_sockets_are_denied_and_pages_are_led_to_the_login(stack: Synthesised) -> None:
    told: dict[str, set[str]] = {"deny": set(), "authenticate": set()}
    for rule in rules(stack):
        if config := authentication(rule):
            told[config["OnUnauthenticatedRequest"]] |= set(values(rule, "path-pattern")) or {"*"}
    assert told == {"deny": set(DATA_PATHS), "authenticate": {"*"}}
    assert authentication(rules(stack)[-1])
    assert values(rules(stack)[-1], "path-pattern") == []


def test_signing_out_ends_on_a_page_that_needs_no_login(stack: Synthesised) -> None:
    first = rules(stack)[0]
    (action,) = first["Actions"]
    answer = action["FixedResponseConfig"]
    assert values(first, "path-pattern") == [SIGNED_OUT_PATH]
    assert (answer["StatusCode"], answer["ContentType"]) == ("200", "text/html")
    assert len(answer["MessageBody"].encode()) <= 1024
    (client,) = stack.of_type("Cognito::UserPoolClient").values()
    assert str(client["LogoutURLs"]).count(SIGNED_OUT_PATH) == 1


def test_another_host_is_refused(stack: Synthesised) -> None:
    hosts = {str(values(rule, "host-header")) for rule in rules(stack)}
    assert len(hosts) == 1
    assert hosts != {"[]"}
    (default,) = https_listener(stack)["DefaultActions"]
    assert default["FixedResponseConfig"]["StatusCode"] == "403"


def test_a_public_load_balancer_answers_cloudfront_only(stack: Synthesised) -> None:
    secrets = [values(rule, "http-header") for rule in rules(stack)]
    if stack.config.edge.value != "public-alb":
        assert not any(secrets)
        return
    assert all(secrets)
    (origin,) = stack.one("CloudFront::Distribution")["DistributionConfig"]["Origins"]
    (header,) = origin["OriginCustomHeaders"]
    assert [[header["HeaderValue"]]] * len(secrets) == secrets
    assert "{{resolve:secretsmanager:" in str(header["HeaderValue"])


def test_no_rule_compares_more_than_it_may(stack: Synthesised) -> None:
    fields = ("host-header", "path-pattern", "http-header")
    assert max(sum(len(values(rule, field)) for field in fields) for rule in rules(stack)) <= MAX_VALUES


def test_plain_http_leads_to_https_where_people_can_try_it(stack: Synthesised) -> None:
    plain = [one for one in stack.of_type("ElasticLoadBalancingV2::Listener").values() if one["Port"] != 443]
    assert len(plain) == (0 if stack.config.behind_cloudfront else 1)
    for listener in plain:
        assert listener["DefaultActions"][0]["RedirectConfig"]["Protocol"] == "HTTPS"


def test_long_answers_and_quiet_sockets_stay_open(stack: Synthesised) -> None:
    attributes = stack.one("ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"]
    assert {"Key": "idle_timeout.timeout_seconds", "Value": "600"} in attributes


def test_the_load_balancer_is_public_only_where_it_must_be(stack: Synthesised) -> None:
    scheme = stack.one("ElasticLoadBalancingV2::LoadBalancer")["Scheme"]
    assert scheme == ("internal" if stack.config.edge.value == "vpc-origin" else "internet-facing")
    assert len(stack.of_type("CloudFront::VpcOrigin")) == (scheme == "internal")


def test_cloudfront_forwards_everything_and_keeps_nothing(stack: Synthesised) -> None:
    if not stack.config.behind_cloudfront:
        assert not stack.of_type("CloudFront::Distribution")
        return
    behaviour = stack.one("CloudFront::Distribution")["DistributionConfig"]["DefaultCacheBehavior"]
    # AWS's own policies Managed-CachingDisabled and Managed-AllViewer.
    assert behaviour["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert behaviour["OriginRequestPolicyId"] == "216adef6-5c7f-47e4-b989-5492eafa07d3"
    assert set(behaviour["AllowedMethods"]) >= {"GET", "POST", "PUT", "DELETE"}
    assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"


def test_the_load_balancer_s_name_survives_cognito_s_comparison(stack: Synthesised) -> None:
    name = stack.one("ElasticLoadBalancingV2::LoadBalancer")["Name"]
    assert name == name.lower()
    assert len(name) <= 32

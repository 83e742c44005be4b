"""The listener and its rules: no request is forwarded without authentication."""

from collections.abc import Iterator, Sequence

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_elasticloadbalancingv2_actions as actions
from constructs import Construct

from infra.aws.constructs.auth import SESSION, Auth
from infra.edge_rules import DATA_PATHS, SIGNED_OUT_PAGE, SIGNED_OUT_PATH

_MAX_VALUES = 5  # a rule may compare no more (ELB quotas)


class Listener(Construct):
    """The HTTPS listener: serves one host name and authenticates with Cognito.

    Args:
        alb: The load balancer.
        certificate: Certificate of the host name.
        auth: The user pool and its client.
        target: Target group of the server.
        host: Public host name.
        secret: Header and value that CloudFront sends; requests without it are refused.
        redirect_http: Whether port 80 redirects to HTTPS.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        alb: elbv2.ApplicationLoadBalancer,
        certificate: acm.ICertificate,
        auth: Auth,
        target: elbv2.ApplicationTargetGroup,
        host: str,
        secret: tuple[str, str] | None,
        redirect_http: bool,
    ) -> None:
        super().__init__(scope, id)
        self._auth, self._target = auth, target
        self._only = [elbv2.ListenerCondition.host_headers([host])]
        if secret:
            self._only.append(elbv2.ListenerCondition.http_header(secret[0], [secret[1]]))
        self.listener = alb.add_listener(
            "Https",
            port=443,
            protocol=elbv2.ApplicationProtocol.HTTPS,
            certificates=[certificate],
            ssl_policy=elbv2.SslPolicy.TLS13_RES,
            open=False,
            default_action=elbv2.ListenerAction.fixed_response(
                403, content_type="text/plain", message_body="This address is not served here.\n"
            ),
        )
        self._add_rules()
        if redirect_http:
            alb.add_listener(
                "Http",
                port=80,
                open=False,
                default_action=elbv2.ListenerAction.redirect(protocol="HTTPS", port="443", permanent=True),
            )

    def _add_rules(self) -> None:
        signed_out = elbv2.ListenerAction.fixed_response(200, content_type="text/html", message_body=SIGNED_OUT_PAGE)
        self._add_rule("SignedOut", 10, [SIGNED_OUT_PATH], signed_out)
        for number, paths in enumerate(_batches(DATA_PATHS, _MAX_VALUES - len(self._only)), 1):
            self._add_rule(f"Data{number}", 10 + 10 * number, paths, self._forward(elbv2.UnauthenticatedAction.DENY))
        self._add_rule("Pages", 1000, [], self._forward(elbv2.UnauthenticatedAction.AUTHENTICATE))

    def _add_rule(self, name: str, priority: int, paths: Sequence[str], action: elbv2.ListenerAction) -> None:
        conditions = [elbv2.ListenerCondition.path_patterns(list(paths))] if paths else []
        self.listener.add_action(name, priority=priority, conditions=[*conditions, *self._only], action=action)

    def _forward(self, unauthenticated: elbv2.UnauthenticatedAction) -> elbv2.ListenerAction:
        return actions.AuthenticateCognitoAction(
            user_pool=self._auth.pool,
            user_pool_client=self._auth.client,
            user_pool_domain=self._auth.domain,
            scope=self._auth.scope,
            session_timeout=SESSION,
            on_unauthenticated_request=unauthenticated,
            next=elbv2.ListenerAction.forward([self._target]),
        )


def _batches(paths: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), size):
        yield paths[start : start + size]

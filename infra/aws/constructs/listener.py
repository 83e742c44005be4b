"""The listener's rules: nothing is forwarded for which nobody signed in."""

from collections.abc import Iterator, Sequence

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_elasticloadbalancingv2_actions as actions
from constructs import Construct

from infra.aws.constructs.auth import SESSION, Auth

# Asked by scripts and sockets, whom a redirect to a login page would only confuse. `infra/local/rules.py` has the same.
DATA_PATHS = (
    "/ws/*",
    "/project/*",
    "/auth/*",
    "/user",
    "/feedback",
    "/set-session-cookie",
    "/mcp",
    "/logout",
    "/health",
)
SIGNED_OUT_PATH = "/signed-out"
_MOST_VALUES = 5  # a rule may compare no more (ELB quotas)

# At most 1024 bytes.
SIGNED_OUT_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Signed out · Teacher's Assistant</title><link rel="icon" href="data:,"><style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;
background:light-dark(#f5f3ef,#13171b);color:light-dark(#1b202d,#f3f1ec)}
main{padding:2rem;text-align:center}a{color:light-dark(#176e63,#45c4a7)}
</style></head><body><main><p>Teacher's Assistant</p><h1>You are signed out</h1>
<p><a href="/">Sign in again</a></p></main></body></html>
"""


class Listener(Construct):
    """The HTTPS listener, which answers one name only and signs everybody in.

    Args:
        alb: Whose listener it is.
        certificate: The name's certificate.
        auth: Where people sign in.
        target: Where the server is.
        host: The name that people type.
        secret: A header and its value, known to CloudFront alone, without which nothing is answered.
        redirect_http: Whether plain http leads to https.
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
        for number, paths in enumerate(_parted(DATA_PATHS, _MOST_VALUES - len(self._only)), 1):
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


def _parted(paths: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), most):
        yield paths[start : start + most]

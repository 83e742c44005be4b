"""The CloudFront distribution; it forwards every request and caches nothing."""

from aws_cdk import Duration
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

_SECRET_HEADER = "X-Origin-Secret"  # noqa: S105 - a name
_READ = Duration.seconds(60)  # answers are not affected: they travel over a WebSocket


class OriginSecret(Construct):
    """The secret header by which a public load balancer recognises CloudFront."""

    def __init__(self, scope: Construct, id: str) -> None:  # noqa: A002
        super().__init__(scope, id)
        self._secret = secretsmanager.Secret(
            self,
            "Value",
            description="Known to CloudFront and the load balancer's listener only",
            generate_secret_string=secretsmanager.SecretStringGenerator(exclude_punctuation=True, password_length=48),
        )

    @property
    def header(self) -> tuple[str, str]:
        """The header and its value; the template holds a reference to it, not the value."""
        return _SECRET_HEADER, self._secret.secret_value.unsafe_unwrap()


class Distribution(Construct):
    """The distribution in front of the load balancer.

    Args:
        alb: The origin: a VPC origin, or over the internet if `secret` is given.
        host: Public host name.
        certificate: Certificate of the host name, in us-east-1.
        secret: A header and its value for the load balancer.
        web_acl_arn: The web ACL that filters requests.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        alb: elbv2.ApplicationLoadBalancer,
        host: str,
        certificate: acm.ICertificate,
        secret: tuple[str, str] | None,
        web_acl_arn: str | None,
    ) -> None:
        super().__init__(scope, id)
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            domain_names=[host],
            certificate=certificate,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_ALL,
            web_acl_id=web_acl_arn,
            default_behavior=cloudfront.BehaviorOptions(
                origin=_over_internet(alb, secret) if secret else _inside(alb),
                viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
                allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
                cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
                # The viewer's Host too: the listener compares it, and the certificate of the origin matches it.
                origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER,
            ),
        )


def _inside(alb: elbv2.ApplicationLoadBalancer) -> cloudfront.IOrigin:
    return origins.VpcOrigin.with_application_load_balancer(
        alb,
        protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
        read_timeout=_READ,
        keepalive_timeout=_READ,
    )


def _over_internet(alb: elbv2.ApplicationLoadBalancer, secret: tuple[str, str]) -> cloudfront.IOrigin:
    name, value = secret
    return origins.LoadBalancerV2Origin(
        alb,
        protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
        read_timeout=_READ,
        keepalive_timeout=_READ,
        custom_headers={name: value},
    )

"""The stack: its constructs, and the grants between them."""

from aws_cdk import CfnOutput, Environment, PermissionsBoundary, Stack, Tags
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_route53_targets as targets
from constructs import Construct

from infra.aws.accepted_findings import acknowledge
from infra.aws.config import ANSWERS_PER_VCPU, Config, EdgeKind
from infra.aws.constructs import collector, permissions
from infra.aws.constructs.address import Address
from infra.aws.constructs.alarms import Alarms
from infra.aws.constructs.auth import Auth
from infra.aws.constructs.budget import Budget
from infra.aws.constructs.dashboard import Dashboard
from infra.aws.constructs.data import Data
from infra.aws.constructs.distribution import Distribution, OriginSecret
from infra.aws.constructs.guardrail import SafetyGuardrail
from infra.aws.constructs.listener import Listener
from infra.aws.constructs.load_balancer import LoadBalancer
from infra.aws.constructs.network import Network
from infra.aws.constructs.scaling import Scaling
from infra.aws.constructs.service import DRAIN_SECONDS, Service
from infra.aws.constructs.signals import signals_of
from infra.aws.constructs.web_acl import WebAcl


class TeachersAssistant(Stack):
    """The whole application; the parameters are in a separate stack.

    Args:
        config: The configuration of the deployment.
    """

    def __init__(self, scope: Construct, *, config: Config) -> None:
        boundary = config.permissions_boundary
        super().__init__(
            scope,
            config.stack_name,
            env=Environment(region=config.region),
            description="Teacher's Assistant: a chat behind a load balancer's Cognito login",
            termination_protection=config.retain_data,
            permissions_boundary=PermissionsBoundary.from_name(boundary) if boundary else None,
        )
        Tags.of(self).add("project", "teachers-assistant")
        Tags.of(self).add("environment", config.environment)
        is_prod = config.profile == "prod"
        network = Network(
            self,
            "Network",
            cidr=config.vpc_cidr,
            availability_zones=config.availability_zones,
            nat_gateways=config.nat_gateways,
            flow_logs=is_prod,
        )
        data = Data(self, "Data", retain=config.retain_data, access_logs=is_prod)
        is_public = config.edge is not EdgeKind.VPC_ORIGIN
        balancer = LoadBalancer(
            self,
            "LoadBalancer",
            name=f"multi-agent-{config.environment}-{'public' if is_public else 'inside'}",
            network=network,
            public=is_public,
            prefix_list=config.cloudfront_prefix_list if config.behind_cloudfront else None,
            access_logs=data.access_logs,
        )
        self._host = config.domain_name or balancer.alb.load_balancer_dns_name
        self._url = f"https://{self._host}"
        auth = Auth(
            self,
            "Auth",
            public_url=self._url,
            domain_prefix=config.cognito_domain_prefix or f"{config.stack_name}-{self.account}",
            retain=config.retain_data,
            provider=config.provider,
        )
        service = Service(
            self,
            "Service",
            network=network,
            port=config.container_port,
            cpu=config.cpu,
            memory=config.memory,
            # With auto scaling, a deployment must not reset the number of tasks.
            desired_count=None if config.enable_auto_scaling else config.desired_count,
            environment=self._environment(config, balancer, auth, data),
            base_image=config.base_image,
            log_retention_days=config.log_retention_days,
            insights=is_prod,
            collects_traces=config.enable_tracing,
        )
        self._add_edge(config, balancer, auth, service)
        self._grant(config, auth, data, service)
        self._watch(config, balancer, data, service)
        CfnOutput(self, "LoadBalancerDNS", value=balancer.alb.load_balancer_dns_name)
        CfnOutput(self, "SignInURL", value=self._url)
        CfnOutput(self, "HistoryTable", value=data.history.table_name)
        CfnOutput(self, "UploadsBucket", value=data.uploads.bucket_name)
        auth.add_outputs(config.alarm_email or "you@example.com")
        acknowledge(self)

    def _environment(self, config: Config, balancer: LoadBalancer, auth: Auth, data: Data) -> dict[str, str]:
        """Return the server's settings (docs/settings.md); those not listed keep their defaults."""
        return {
            "HOST": "0.0.0.0",  # noqa: S104 - only the load balancer reaches it
            "PORT": str(config.container_port),
            "AWS_REGION": self.region,
            "TEACHERS_ASSISTANT_ENV": config.environment,
            "ALB_ARN": balancer.alb.load_balancer_arn,
            "COGNITO_ISSUER": auth.pool.user_pool_provider_url,
            "COGNITO_CLIENT_ID": auth.client.user_pool_client_id,
            "COGNITO_DOMAIN": auth.domain_url,
            "PUBLIC_URL": self._url,
            "HISTORY_URL": f"dynamodb://{data.history.table_name}",
            "UPLOADS_BUCKET": data.uploads.bucket_name,
            # A task cannot see its own share of a CPU (docs/performance.md).
            "MAX_CONCURRENT_ANSWERS": str(ANSWERS_PER_VCPU * min(config.cpu, 1024) // 1024),
            "DRAIN_SECONDS": str(DRAIN_SECONDS),
            **({"USER_POOL_ID": auth.pool.user_pool_id} if config.enable_people_page else {}),
            **({"PROVIDER_GROUPS": ",".join(config.provider_groups)} if config.provider_groups else {}),
            **({"OTEL_EXPORTER_OTLP_ENDPOINT": collector.ENDPOINT} if config.enable_tracing else {}),
        }

    def _add_edge(self, config: Config, balancer: LoadBalancer, auth: Auth, service: Service) -> None:
        address = Address(
            self,
            "Address",
            domain_name=config.domain_name,
            hosted_zone=config.hosted_zone,
            certificate_arn=config.certificate_arn,
        )
        secret = OriginSecret(self, "OriginSecret").header if config.edge is EdgeKind.PUBLIC_ALB else None
        Listener(
            self,
            "Listener",
            alb=balancer.alb,
            certificate=address.certificate,
            auth=auth,
            target=service.target,
            host=self._host,
            secret=secret,
            redirect_http=not config.behind_cloudfront,
        )
        acl = self._web_acl(config)
        if not config.behind_cloudfront:
            if acl:
                acl.protect(balancer.alb.load_balancer_arn)
            address.lead_to(targets.LoadBalancerTarget(balancer.alb))
            return
        certificate = address.certificate
        if config.cloudfront_certificate_arn:
            certificate = acm.Certificate.from_certificate_arn(
                self, "CloudFrontCertificate", config.cloudfront_certificate_arn
            )
        cloudfront = Distribution(
            self,
            "CloudFront",
            alb=balancer.alb,
            host=self._host,
            certificate=certificate,
            secret=secret,
            web_acl_arn=acl.arn if acl else config.web_acl_arn,
        ).distribution
        address.lead_to(targets.CloudFrontTarget(cloudfront))
        CfnOutput(self, "CloudFrontURL", value=self._url)
        CfnOutput(self, "CloudFrontDomain", value=cloudfront.distribution_domain_name)

    def _web_acl(self, config: Config) -> WebAcl | None:
        if config.enable_waf and not config.web_acl_arn:
            return WebAcl(self, "WebAcl", for_cloudfront=config.behind_cloudfront)
        return None

    def _grant(self, config: Config, auth: Auth, data: Data, service: Service) -> None:
        role = service.task_role
        data.grant(role)
        permissions.grant_parameters(role, config.environment)
        permissions.grant_bedrock(role)
        if config.enable_guardrail:
            guardrail = SafetyGuardrail(self, "Guardrail", name=config.stack_name)
            permissions.grant_guardrail(role, guardrail.arn)
        if config.knowledge_base_id:
            permissions.grant_knowledge_base(role, config.knowledge_base_id)
        if config.sagemaker_endpoints:
            permissions.grant_endpoints(role, config.sagemaker_endpoints)
        if config.enable_people_page:
            permissions.grant_people(role, auth.pool.user_pool_arn)
        if config.enable_tracing:
            permissions.grant_traces(role)

    def _watch(self, config: Config, balancer: LoadBalancer, data: Data, service: Service) -> None:
        if config.enable_auto_scaling:
            Scaling(
                self,
                "Scaling",
                service=service.service,
                least=config.min_capacity,
                most=config.max_capacity,
                sessions_per_task=config.sessions_per_task,
            )
        signals = signals_of(balancer.alb, service.target, service.service, data.history)
        alarms = Alarms(self, "Alarms", signals=signals, log_group=service.log_group, email=config.alarm_email)
        dashboard = Dashboard(self, "Dashboard", name=config.stack_name, signals=signals)
        if config.monthly_budget and config.alarm_email:
            Budget(self, "Budget", name=config.stack_name, dollars=config.monthly_budget, email=config.alarm_email)
        CfnOutput(self, "AlarmTopic", value=alarms.topic.topic_arn)
        CfnOutput(self, "DashboardURL", value=dashboard.url)

"""The name that people type, and the certificate that goes with it."""

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_route53 as route53
from constructs import Construct


class Address(Construct):
    """A name's zone and certificates.

    Args:
        domain_name: The name; None is the load balancer's own.
        hosted_zone: The id of its zone, where there is one here.
        certificate_arn: A certificate that is there already; one is made in the zone otherwise.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        domain_name: str | None,
        hosted_zone: str | None,
        certificate_arn: str | None,
    ) -> None:
        super().__init__(scope, id)
        self._zone: route53.IHostedZone | None = None
        if domain_name and hosted_zone:
            # By its id: looking a zone up by its name would need credentials for every synthesis.
            self._zone = route53.HostedZone.from_hosted_zone_attributes(
                self, "Zone", hosted_zone_id=hosted_zone, zone_name=domain_name
            )
        self.certificate: acm.ICertificate
        if certificate_arn:
            self.certificate = acm.Certificate.from_certificate_arn(self, "Certificate", certificate_arn)
        elif domain_name and self._zone:
            self.certificate = acm.Certificate(
                self,
                "Certificate",
                domain_name=domain_name,
                validation=acm.CertificateValidation.from_dns(self._zone),
            )
        else:
            raise ValueError("a certificate needs an ARN, or a name and its zone")

    def lead_to(self, target: route53.IAliasRecordTarget) -> None:
        """Let the name lead somewhere, where its zone is ours."""
        if self._zone:
            alias = route53.RecordTarget.from_alias(target)
            route53.ARecord(self, "A", zone=self._zone, target=alias)
            route53.AaaaRecord(self, "Aaaa", zone=self._zone, target=alias)

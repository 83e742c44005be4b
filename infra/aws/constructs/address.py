"""The domain name and its certificate."""

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_route53 as route53
from constructs import Construct


class Address(Construct):
    """The hosted zone and certificates of a domain name.

    Args:
        domain_name: The domain name; None uses the load balancer's own.
        hosted_zone: Id of the hosted zone, if it is in this account.
        certificate_arn: An existing certificate; otherwise one is created and validated in the zone.
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
            # By id: a lookup by name needs credentials at every synthesis.
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
        """Point the name at a target, if the hosted zone is in this account."""
        if self._zone:
            alias = route53.RecordTarget.from_alias(target)
            route53.ARecord(self, "A", zone=self._zone, target=alias)
            route53.AaaaRecord(self, "Aaaa", zone=self._zone, target=alias)

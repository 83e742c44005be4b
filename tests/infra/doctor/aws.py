"""What moto does not answer: quotas, model access, and the name servers of a domain."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.message
import dns.rcode
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.serving import serving


@dataclass
class Answers:
    """What the fake AWS says; a test changes it."""

    url: str = ""
    quotas: dict[str, float] = field(default_factory=lambda: {"L-F678F1CE": 5, "L-0263D0A3": 5, "L-3032A538": 40})
    models: dict[str, dict[str, object]] = field(default_factory=dict)
    guardrails: dict[str, str] = field(default_factory=dict)  # what each does, by `<id>/version/<version>`
    refused: bool = False
    outputs: dict[str, str] = field(default_factory=dict)  # of the deployed stack; without any there is none

    def reset(self) -> None:
        """As at the beginning; the address stays."""
        vars(self).update(vars(Answers(self.url)))

    def offer(self, model: str, **changes: object) -> None:
        self.models[model] = {
            "modelId": model,
            "agreementAvailability": {"status": "AVAILABLE"},
            "authorizationStatus": "AUTHORIZED",
            "entitlementAvailability": "AVAILABLE",
            "regionAvailability": "AVAILABLE",
            **changes,
        }


@contextmanager
def fake_aws() -> Iterator[Answers]:
    """Service Quotas, Bedrock's availability and guardrails, and the outputs of one stack over real HTTP."""
    answers = Answers()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path.startswith("/guardrail/"):
                self.apply_guardrail(json.loads(body))
            elif body.startswith(b"Action=DescribeStacks"):
                self.describe_stack()
            elif (limit := answers.quotas.get(json.loads(body)["QuotaCode"])) is None:
                self.answer(400, {"__type": "NoSuchResourceException"})
            else:
                self.answer(200, {"Quota": {"Value": limit}})

        def apply_guardrail(self, asked: dict[str, object]) -> None:
            action = answers.guardrails.get(self.path.removeprefix("/guardrail/").removesuffix("/apply"))
            if answers.refused:
                self.answer(403, {"message": "no"}, "AccessDeniedException")
            elif action is None:
                self.answer(404, {"message": "no such guardrail"}, "ResourceNotFoundException")
            else:
                assert asked["source"] == "INPUT"
                self.answer(200, {"action": action, "outputs": [], "assessments": []})

        def describe_stack(self) -> None:
            if answers.outputs:
                members = "".join(
                    f"<member><OutputKey>{name}</OutputKey><OutputValue>{value}</OutputValue></member>"
                    for name, value in answers.outputs.items()
                )
                stack = f"<member><StackName>it</StackName><Outputs>{members}</Outputs></member>"
                result = f"<DescribeStacksResult><Stacks>{stack}</Stacks></DescribeStacksResult>"
                self.send(200, f"<DescribeStacksResponse>{result}</DescribeStacksResponse>".encode())
            else:
                error = "<Code>ValidationError</Code><Message>Stack with id it does not exist</Message>"
                self.send(400, f"<ErrorResponse><Error>{error}</Error></ErrorResponse>".encode())

        def do_GET(self) -> None:
            found = answers.models.get(self.path.rpartition("/")[2].replace("%3A", ":"))
            if answers.refused:
                self.answer(403, {"message": "no"}, "AccessDeniedException")
            else:
                self.answer(200 if found else 404, found or {})

        def answer(self, status: int, body: dict[str, object], error: str = "") -> None:
            self.send(status, json.dumps(body).encode(), error)

        def send(self, status: int, content: bytes, error: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if error:
                self.send_header("x-amzn-ErrorType", error)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as answers.url:
        yield answers


def certificate(name: str, days: int) -> dict[str, bytes]:
    """A certificate that signed itself, as ACM imports it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private = key.private_bytes(pem, pkcs8, serialization.NoEncryption())
    return {"Certificate": signed.public_bytes(pem), "PrivateKey": private}


@contextmanager
def name_server(*names: str) -> Iterator[tuple[str, int]]:
    """A resolver that says that these are every domain's name servers; with none, that there is no such domain."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                question, sender = bound.recvfrom(4096)
                if not question:
                    return
                query = dns.message.from_wire(question)
                answer = dns.message.make_response(query)
                answer.set_rcode(dns.rcode.NOERROR if names else dns.rcode.NXDOMAIN)
                if names:
                    answer.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", "NS", *names))
                bound.sendto(answer.to_wire(), sender)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield bound.getsockname()
        bound.sendto(b"", bound.getsockname())
        thread.join()

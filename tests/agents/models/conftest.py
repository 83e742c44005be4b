import datetime
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from agents.aws import AwsSession
from agents.models.bedrock.model import StreamingBedrockModel
from agents.models.bedrock.runtime import BedrockRuntime
from agents.models.connections import Connections
from agents.models.factory import DEFAULT_BEDROCK
from tests.agents.fakes.bedrock import BedrockFake


@pytest.fixture
async def runtime(credentials: None) -> AsyncIterator[BedrockRuntime]:
    connections = Connections()
    runtime = BedrockRuntime(AwsSession("us-east-1"), connections)
    yield runtime
    runtime.close()
    await connections.close()


@pytest.fixture
def model(runtime: BedrockRuntime, bedrock: BedrockFake) -> StreamingBedrockModel:
    return StreamingBedrockModel(DEFAULT_BEDROCK, 0.3, runtime)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for the name localhost alone, not for its address, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(signed.public_bytes(Encoding.PEM) + secret)
    return file


@pytest.fixture
async def secured(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BedrockFake]:
    """Bedrock behind a certificate that only AWS_CA_BUNDLE knows."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    async with BedrockFake(context) as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", fake.url.replace("127.0.0.1", "localhost"))
        yield fake

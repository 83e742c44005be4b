"""The local user pool as boto3 meets it: where moto lets in somebody whom Cognito would refuse, it does not."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from jose import jwt
from moto.utilities.utils import load_resource

from infra.local.aws_apis.policy import PASSWORD_POLICY
from infra.local.aws_apis.totp import STEP_SECONDS
from infra.local.keys import PoolKey
from infra.local.supervisor import LocalCloud
from tests.infra.local.aws_apis.test_totp import code_at
from tests.infra.local.people import PASSWORD


@pytest.fixture(scope="module")
def cognito(cloud: LocalCloud) -> Iterator[Any]:
    keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
    client = boto3.client("cognito-idp", "us-east-1", endpoint_url=cloud.ports.aws_url, **keys)
    yield client
    client.close()


class Pool:
    """The pool of the cloud, and a name that no other test has."""

    def __init__(self, cloud: LocalCloud, cognito: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cognito = cognito
        self.pool = cloud.account.client.pool_id
        self.client = cloud.account.client.client_id
        self.name = f"person-{secrets.token_hex(4)}"
        self.mail: list[tuple[str, str]] = []
        monkeypatch.setattr(cloud.account, "_deliver", lambda *letter: self.mail.append(letter))

    def admin(self, operation: str, name: str = "", **arguments: Any) -> Any:
        return getattr(self.cognito, f"admin_{operation}")(
            UserPoolId=self.pool, Username=name or self.name, **arguments
        )

    def create(self, name: str = "", email: str = "", verified: str = "true", **arguments: Any) -> str:
        attributes = [{"Name": "email_verified", "Value": verified}, {"Name": "email", "Value": email}]
        made = self.admin("create_user", name, UserAttributes=attributes if email else [], **arguments)["User"]
        return str(next(item["Value"] for item in made["Attributes"] if item["Name"] == "sub"))

    def person(self, **arguments: Any) -> str:
        sub = self.create(**arguments)
        self.admin("set_user_password", Password=PASSWORD, Permanent=True)
        return sub

    def sign_in(self, name: str = "", password: str = PASSWORD, flow: str = "USER_PASSWORD_AUTH", **more: str) -> Any:
        parameters = {"USERNAME": name or self.name, "PASSWORD": password, **more}
        return self.cognito.initiate_auth(ClientId=self.client, AuthFlow=flow, AuthParameters=parameters)

    def respond(self, challenge: Any, name: str, **responses: str) -> Any:
        return self.cognito.respond_to_auth_challenge(
            ClientId=self.client,
            ChallengeName=challenge["ChallengeName"],
            Session=challenge["Session"],
            ChallengeResponses={"USERNAME": name, **responses},
        )

    def refresh(self, token: str) -> Any:
        parameters = {"REFRESH_TOKEN": token}
        return self.cognito.initiate_auth(
            ClientId=self.client, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters
        )


@pytest.fixture
def pool(cloud: LocalCloud, cognito: Any, monkeypatch: pytest.MonkeyPatch) -> Pool:
    return Pool(cloud, cognito, monkeypatch)


def refused(code: str) -> Any:
    return pytest.raises(ClientError, match=code)


def test_a_user_without_a_password_gets_a_temporary_one(pool: Pool) -> None:
    pool.create()
    ((name, password),) = pool.mail
    assert name == pool.name
    assert PASSWORD_POLICY.unmet(password) == []
    challenge = pool.sign_in(password=password)
    assert challenge["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert "AuthenticationResult" in pool.respond(challenge, pool.name, NEW_PASSWORD=PASSWORD)
    with refused("UnsupportedUserStateException"):
        pool.admin("create_user", MessageAction="RESEND")


def test_an_invitation_sent_again_is_for_the_same_user(pool: Pool) -> None:
    sub = pool.create(MessageAction="SUPPRESS")
    assert pool.mail == []
    assert pool.create(MessageAction="RESEND") == sub
    ((_, password),) = pool.mail
    assert pool.sign_in(password=password)["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    with refused("UserNotFoundException"):
        pool.admin("create_user", "nobody-at-all", MessageAction="RESEND")


def test_a_weak_temporary_password_is_refused(pool: Pool) -> None:
    with refused("InvalidPasswordException"):
        pool.create(TemporaryPassword="short")
    with refused("UserNotFoundException"):
        pool.admin("get_user")


def test_people_are_found_by_name_in_either_case_by_mail_and_by_sub(pool: Pool) -> None:
    mail = f"{pool.name}@example.com"
    sub = pool.person(email=mail)
    for name in (pool.name, pool.name.upper(), mail, mail.upper(), sub):
        claims = jwt.get_unverified_claims(pool.sign_in(name)["AuthenticationResult"]["AccessToken"])
        assert (claims["sub"], claims["username"]) == (sub, pool.name)
        assert pool.admin("get_user", name)["Username"] == pool.name
    with refused("UsernameExistsException"):
        pool.create(pool.name.upper())
    with refused("AliasExistsException"):
        pool.create(pool.name + "-2", email=mail.upper())
    with refused("InvalidParameterException"):
        pool.create(mail)
    other = pool.name + "-3"
    pool.create(other, email=mail, verified="false")
    assert pool.admin("get_user", mail)["Username"] == pool.name
    with refused("AliasExistsException"):
        verified = [{"Name": "email_verified", "Value": "true"}]
        pool.admin("update_user_attributes", other, UserAttributes=verified)


def test_a_new_user_of_an_old_name_inherits_no_session(pool: Pool) -> None:
    pool.person()
    tokens = pool.sign_in()["AuthenticationResult"]
    pool.admin("set_user_password", Password=PASSWORD, Permanent=False)
    challenge = pool.sign_in()
    pool.admin("set_user_password", Password=PASSWORD, Permanent=True)
    pool.admin("delete_user")
    pool.create()
    with refused("NotAuthorizedException"):
        pool.refresh(tokens["RefreshToken"])
    with refused("NotAuthorizedException"):
        pool.cognito.get_user(AccessToken=tokens["AccessToken"])
    with refused("NotAuthorizedException"):
        pool.respond(challenge, pool.name, NEW_PASSWORD="Stolen1Horse2Battery")


def test_a_session_belongs_to_the_person_who_began_it(pool: Pool) -> None:
    pool.create(TemporaryPassword=PASSWORD)
    victim = pool.name + "-victim"
    pool.create(victim)
    challenge = pool.sign_in()
    with refused("NotAuthorizedException"):
        pool.respond(challenge, victim, NEW_PASSWORD="Stolen1Horse2Battery")


@pytest.mark.parametrize(
    ("status", "code"),
    [("UNCONFIRMED", "UserNotConfirmedException"), ("RESET_REQUIRED", "PasswordResetRequiredException")],
)
def test_who_is_not_ready_is_told_so_after_the_password(pool: Pool, cloud: LocalCloud, status: str, code: str) -> None:
    pool.person()
    user: Any = cloud.account.pool.users[pool.name]
    user.status = type(user.status)[status]
    with refused(code):
        pool.sign_in()
    with refused("NotAuthorizedException"):
        pool.sign_in(password="Wrong1Horse2Battery")


def test_what_would_let_anybody_in_is_refused(pool: Pool) -> None:
    pool.person()
    with refused("NotAuthorizedException"):
        pool.cognito.sign_up(ClientId=pool.client, Username=pool.name + "-2", Password=PASSWORD)
    with refused("CodeMismatchException"):
        pool.cognito.confirm_sign_up(ClientId=pool.client, Username=pool.name, ConfirmationCode="1")
    for flow in ("USER_SRP_AUTH", "CUSTOM_AUTH"):
        with refused("InvalidParameterException"):
            pool.sign_in(flow=flow, SRP_A="1")
    with refused("InvalidParameterException"):
        pool.cognito.admin_initiate_auth(
            UserPoolId=pool.pool,
            ClientId=pool.client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": pool.name, "PASSWORD": PASSWORD},
        )


def test_the_pool_signs_with_a_key_of_its_own(pool: Pool, cloud: LocalCloud) -> None:
    pool.person()
    token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    kid = jwt.get_unverified_header(token)["kid"]
    assert kid != "dummy"
    public = load_resource("cognitoidp/resources/jwks-public.json")["keys"][0]
    assert cloud.account.pool.key.jwk["n"] != public["n"]
    forged = PoolKey.generate()
    claims = jwt.get_unverified_claims(token)
    assert cloud.account.pool.is_token(token)
    assert not cloud.account.pool.is_token(jwt.encode(claims, forged.pem, "RS256", headers={"kid": kid}))


def test_a_second_factor_is_set_up_and_asked_for(pool: Pool, cloud: LocalCloud) -> None:
    pool.person()
    access_token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    secret = pool.cognito.associate_software_token(AccessToken=access_token)["SecretCode"]
    with refused("EnableSoftwareTokenMFAException"):
        pool.cognito.verify_software_token(AccessToken=access_token, UserCode="000000")
    first = time.time()
    code = code_at(secret, first)
    pool.cognito.verify_software_token(AccessToken=access_token, UserCode=code)
    assert "AuthenticationResult" in pool.sign_in()  # verified, and not switched on yet
    on = {"Enabled": True, "PreferredMfa": True}
    pool.cognito.set_user_mfa_preference(AccessToken=access_token, SoftwareTokenMfaSettings=on)
    challenge = pool.sign_in()
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    for wrong in (code, "000000"):  # the one that was used, and one that never was
        with refused("CodeMismatchException"):
            pool.respond(challenge, pool.name, SOFTWARE_TOKEN_MFA_CODE=wrong)
    later = code_at(secret, max(first + STEP_SECONDS, time.time()))
    answer = pool.respond(challenge, pool.name, SOFTWARE_TOKEN_MFA_CODE=later)
    assert "RefreshToken" in answer["AuthenticationResult"]
    with refused("NotAuthorizedException"):
        pool.respond(challenge, pool.name, SOFTWARE_TOKEN_MFA_CODE=later)
    saved = next(user for user in cloud.account.users() if user.username == pool.name)
    assert (saved.authenticator, saved.code_required) == (secret, True)


def test_every_user_has_a_secret_of_their_own(pool: Pool) -> None:
    pool.person()
    token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    first, second = (pool.cognito.associate_software_token(AccessToken=token)["SecretCode"] for _ in range(2))
    assert first != second

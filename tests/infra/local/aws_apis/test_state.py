from __future__ import annotations

import asyncio
import json
import stat
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jose import jwt
from pydantic import TypeAdapter

from infra.local.aws_apis.account import EmulatedAccount
from infra.local.aws_apis.parameters import BEDROCK_MODEL, DEFAULT_MODEL, EMBEDDED_MODEL
from infra.local.aws_apis.policy import PASSWORD_POLICY
from infra.local.aws_apis.server import keep_saved
from infra.local.aws_apis.state import CloudState, StateFile, follow_credentials, fresh_state
from infra.local.errors import StartError
from infra.local.keys import PoolKey
from infra.local.storage import RunLock

REGION = "eu-west-1"  # apart from the cloud that other tests share
KEY = PoolKey.generate()
PATH = "/teachers_assistant/dev/temperature"


@pytest.fixture
def account() -> Iterator[EmulatedAccount]:
    account = EmulatedAccount(REGION, "http://localhost:1", "http://127.0.0.1:1")
    yield account
    account.clear()


def put(account: EmulatedAccount, name: str, value: str, kind: str = "String") -> None:
    account._ssm.put_parameter(name, "why", value, kind, "", "", True, [], "text", None, None)


def test_a_fresh_account_has_two_people_and_every_parameter() -> None:
    state = fresh_state(EMBEDDED_MODEL)
    assert [(user.username, user.groups) for user in state.users] == [("alice", ["admins"]), ("bob", [])]
    for user in state.users:
        assert PASSWORD_POLICY.unmet(str(user.password)) == []
        assert user.attributes["email_verified"] == "true"
        assert user.status == "FORCE_CHANGE_PASSWORD"
    assert len({user.password for user in state.users}) == 2
    assert {version.name.rpartition("/")[2]: version.value for version in state.parameters} == {
        "default_model_id": "embedded",
        "temperature": "0.3",
        "max_results": "9",
        "min_score": "0.000001",
        "sagemaker_model_endpoint": "my-sagemaker-model-endpoint",
        "sagemaker_model_inference_component": "my-sagemaker-model-inference-component",
        "bedrock_custom_model_deployment_arn": "my-bedrock-custom-model-deployment-arn",
        "bedrock_custom_model_family": "my-bedrock-custom-model-family",
        "openai_compatible_url": "my-openai-compatible-url",
        "openai_compatible_model": "my-openai-compatible-model",
        "bedrock_guardrail_id": "my-bedrock-guardrail-id",
        "bedrock_guardrail_version": "my-bedrock-guardrail-version",
        "local_guardrail_rules": "my-local-guardrail-rules",
        "xgboost_model_endpoint": "my-xgboost-model-endpoint",
        "strands_knowledge_base_id": "my-strands-knowledge-base-id",
    }


def test_everything_that_people_changed_comes_back(account: EmulatedAccount, tmp_path: Path) -> None:
    file = tmp_path / "aws.json"
    account.restore(fresh_state(EMBEDDED_MODEL), KEY)
    idp, pool = account._idp, account.client.pool_id
    idp.admin_set_user_password(pool, "alice", "Correct1Horse2Battery", True)
    idp.admin_disable_user(pool, "bob")
    idp.admin_update_user_attributes(pool, "bob", [{"Name": "name", "Value": "Robert"}])
    idp.create_group(pool, "tutors", "Those who teach", "", 3)
    idp.admin_create_user(pool, "carol", "SUPPRESS", "Temporary1Word", [{"Name": "email", "Value": "c@x.org"}])
    idp.admin_add_user_to_group(pool, "tutors", "carol")
    alice: Any = account.pool.users["alice"]
    alice.authenticator, alice.software_token_mfa_enabled, alice.last_step = "JBSWY3DPEHPK3PXP", True, 7
    tokens = account.pool.grant(account.client.client_id, alice.id, "openid email", auth_time=int(time.time()))
    assert tokens is not None
    urls = [*account.client.callback_urls, "http://localhost:1/callback"]
    idp.update_user_pool_client(pool, account.client.client_id, dict[str, Any](CallbackURLs=urls))
    put(account, PATH, "0.7")
    put(account, PATH, "0.9")
    put(account, "/mine/secret", "s3cret", "SecureString")
    before = account.snapshot()
    StateFile(file).save(before)
    account.clear()

    restored, notice = StateFile(file).load()
    assert notice is None
    assert restored is not None
    account.restore(restored, KEY)
    assert account.snapshot() == before
    assert [*account.client.callback_urls] == urls
    refreshed = account.pool.refresh(account.client.client_id, tokens.refresh_token)
    assert refreshed is not None
    assert jwt.get_unverified_claims(refreshed.access_token)["scope"] == "openid email"
    assert account.parameter(PATH) == "0.9"
    assert account._ssm.get_parameters([PATH])[PATH].version == 3
    assert account.parameter("/mine/secret") == "s3cret"
    assert idp.admin_get_user(pool, "carol").id == next(u.sub for u in before.users if u.username == "carol")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_state_of_an_earlier_version_gets_a_client_secret(account: EmulatedAccount, tmp_path: Path) -> None:
    content = json.loads(TypeAdapter(CloudState).dump_json(fresh_state(EMBEDDED_MODEL)))
    del content["client_secret"]
    for user in content["users"]:
        del user["authenticator"], user["code_required"], user["last_step"]
    content["refresh_tokens"] = [{"token": "t", "client_id": content["client_id"], "username": "alice", "origin": "o"}]
    (tmp_path / "aws.json").write_text(json.dumps(content))
    state, notice = StateFile(tmp_path / "aws.json").load()
    assert (notice, state is None) == (None, False)
    assert state is not None
    account.restore(state, KEY)
    assert len(account.client.client_secret) > 30
    assert account.snapshot().client_secret == account.client.client_secret


def test_an_unchanged_state_is_not_written_again(tmp_path: Path) -> None:
    file, state = StateFile(tmp_path / "aws.json"), fresh_state(EMBEDDED_MODEL)
    file.save(state)
    (tmp_path / "aws.json").unlink()
    file.save(state)
    assert not (tmp_path / "aws.json").exists()
    file.save(replace(state, users=state.users[:1]))
    assert [path.name for path in tmp_path.iterdir()] == ["aws.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"pool": "x"}', b"\xff\xfe", b'{"users": "alice"}'])
def test_a_damaged_file_is_moved_aside_and_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "aws.json").write_bytes(content)
    state, notice = StateFile(tmp_path / "aws.json").load()
    assert state is None
    [aside] = tmp_path.iterdir()
    assert aside.name.startswith("aws.json.damaged-")
    assert aside.read_bytes() == content
    assert notice is not None
    assert aside.name in notice


def test_the_default_model_follows_the_credentials_until_somebody_chooses(account: EmulatedAccount) -> None:
    account.restore(follow_credentials(fresh_state(EMBEDDED_MODEL), BEDROCK_MODEL), KEY)
    assert account.parameter(DEFAULT_MODEL) == BEDROCK_MODEL
    put(account, DEFAULT_MODEL, "us.amazon.nova-pro-v1:0")
    account.restore(follow_credentials(account.snapshot(), EMBEDDED_MODEL), KEY)
    assert account.parameter(DEFAULT_MODEL) == "us.amazon.nova-pro-v1:0"


async def test_a_disk_that_takes_nothing_is_said_once_and_tried_again(account: EmulatedAccount, tmp_path: Path) -> None:
    account.restore(fresh_state(EMBEDDED_MODEL), KEY)
    obstacle = tmp_path / ".aws.json.new"
    obstacle.mkdir()
    told: list[str] = []
    heard = asyncio.Event()

    def tell(sentence: str) -> None:
        told.append(sentence)
        heard.set()

    saving = asyncio.create_task(keep_saved(account, StateFile(tmp_path / "aws.json"), tell, pause=0.001))
    await heard.wait()
    await asyncio.sleep(0.02)  # a few more attempts
    obstacle.rmdir()
    saving.cancel()
    await asyncio.gather(saving, return_exceptions=True)
    assert (tmp_path / "aws.json").exists()
    assert len(told) == 1
    assert told[0].startswith("Users and parameters could not be saved (")


def test_a_data_directory_belongs_to_one_run(tmp_path: Path) -> None:
    first, second = RunLock(tmp_path), RunLock(tmp_path)
    first.acquire("http://localhost:8000")
    with pytest.raises(StartError, match=r"already running at http://localhost:8000 \(process \d+\)"):
        second.acquire("http://localhost:9000")
    first.release()
    second.acquire("http://localhost:9000")
    second.release()

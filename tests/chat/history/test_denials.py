"""The deny list on every store, and the command that an administrator writes it with."""

import uuid
from pathlib import Path

import pytest

from chat.history.__main__ import main
from chat.history.denials import StoredDenials
from chat.history.store import ConversationStore
from tests.support.dynamodb import Endpoint

SUB = str(uuid.uuid4())


async def test_the_list_holds_who_is_denied_and_forgets_what_has_ended(store: ConversationStore) -> None:
    denials = StoredDenials(store)
    assert await denials.load() == {}
    until = await denials.deny("one", 60)
    await denials.deny("two", 60)
    await denials.deny("past", -1)
    assert await denials.load() == {"one": until, "two": pytest.approx(until, abs=30)}
    assert set(await store.get_notes("denied#")) == {"denied#one", "denied#two"}
    await denials.allow("one")
    assert set(await denials.load()) == {"two"}


def test_the_command_works_on_a_laptop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "history.db"
    history = ["--history", f"sqlite:///{file}"]
    assert main(["denied", *history]) == 1  # it makes no new history where a path is mistyped
    assert not file.exists()
    file.touch()
    assert main(["deny", SUB, *history]) == 0
    assert f"{SUB} is out within 5 seconds, until " in capsys.readouterr().out
    assert main(["denied", *history]) == 0
    assert capsys.readouterr().out.startswith(f"{SUB}  until ")
    assert main(["allow", SUB, *history]) == 0
    assert main(["denied", *history]) == 0
    assert capsys.readouterr().out.endswith("0 denied.\n")


def test_the_command_works_on_a_table(
    endpoint: Endpoint, table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in endpoint.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HISTORY_URL", f"dynamodb://{table}")
    assert main(["deny", SUB]) == 0
    assert main(["denied"]) == 0
    assert f"{SUB}  until " in capsys.readouterr().out
    assert main(["denied", "--history", "dynamodb://nowhere"]) == 1
    assert "Nothing was changed: the history table nowhere cannot be used" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["deny"], ["deny", "alice"], ["deny", SUB.upper()], ["denied", SUB], ["allow"]])
def test_only_a_subject_can_be_denied(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([*arguments, "--history", "sqlite:///nowhere.db"])

"""The versions of questions: which steps are shown after any sequence of changes, of the tree and of each store."""

import random
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from chat.history.sqlite.store import SqliteStore
from chat.history.step import is_message
from chat.history.store import ConversationStore
from chat.history.versions import MAX_VERSIONS, MAX_VERSIONS_TOGETHER, TooManyVersions, VersionTree
from tests.chat.history.test_page_start import parts, put_all, turn
from tests.chat.history.test_store import ALICE, BOB, step


@dataclass
class Node:
    """A question with its answer, and what was asked after it: a naive model of a conversation with versions."""

    name: str
    parent: "Node | None" = None
    after: list["Node"] = field(default_factory=list)
    chosen: int = 0

    def path(self) -> list["Node"]:
        """What is shown after this node."""
        return [self.after[self.chosen], *self.after[self.chosen].path()] if self.after else []

    def add(self, name: str) -> "Node":
        self.after.append(Node(name, self))
        self.chosen = len(self.after) - 1
        return self.after[-1]

    def choose(self) -> None:
        if self.parent is not None:
            self.parent.chosen = self.parent.after.index(self)
            self.parent.choose()


@pytest.mark.parametrize("seed", range(200))
def test_any_sequence_of_changes_shows_one_path_and_loses_nothing(seed: int) -> None:
    chance, root, tree, positions = random.Random(seed), Node(""), VersionTree(), count(1)
    nodes: dict[str, tuple[Node, int]] = {}
    last = 0
    for number in range(40):
        path, name = root.path(), str(number)
        act = chance.choice(("ask", "ask", "version", "show"))
        if act == "ask" or not path:
            (path[-1] if path else root).add(name)
        elif act == "version":
            replaced = chance.choice(path)
            if replaced.parent is not None and len(replaced.parent.after) < MAX_VERSIONS:
                tree = tree.begin(replaced.name, nodes[replaced.name][1], name, last + 1)
                replaced.parent.add(name)
        else:
            wanted, position = chance.choice(list(nodes.values()))
            wanted.choose()
            shown = tree.show(position, last + 1)
            assert shown is not None
            tree = shown
        if root.path() and root.path()[-1].name == name:
            last = next(positions)
            nodes[name] = (root.path()[-1], last)
            last = max(last, next(positions))  # its answer
        tree = VersionTree.from_json(tree.to_json())
        shown_names = [each for each, (_, position) in nodes.items() if tree.is_shown(position)]
        assert shown_names == [node.name for node in root.path()]
        for node, position in nodes.values():
            beside = [each.name for each in node.parent.after] if node.parent else []
            assert tree.versions_of(node.name) == (tuple(beside) if len(beside) > 1 else ())
            assert tree.is_shown(position) == tree.is_shown(position + 1), "an answer is where its question is"


def test_switching_without_writing_leaves_the_tree_as_large_as_it_was() -> None:
    tree = VersionTree().begin("a", 1, "b", 5).show(1, 9)
    assert tree is not None
    before = tree.to_json()
    for _ in range(100):
        for position in (5, 1):
            switched = tree.show(position, 9)
            assert switched is not None
            tree = switched
    assert tree.to_json() == before


def test_there_is_a_most_of_one_question_and_of_a_conversation() -> None:
    tree, position = VersionTree(), 1
    for _ in range(MAX_VERSIONS - 1):
        tree, position = tree.begin(f"q{position}", position, f"q{position + 1}", position + 1), position + 1
    with pytest.raises(TooManyVersions):
        tree.begin(f"q{position}", position, "more", position + 1)
    for start in range(100, 100 + 2 * (MAX_VERSIONS_TOGETHER - MAX_VERSIONS), 4):
        tree = tree.begin(f"q{start}", start, f"q{start + 2}", start + 2)
    with pytest.raises(TooManyVersions):
        tree.begin("q9000", 9000, "q9002", 9002)
    assert sum(map(len, tree.groups)) == MAX_VERSIONS_TOGETHER
    assert len(tree.to_json()) < 40_000


def test_a_step_of_no_version_cannot_be_shown() -> None:
    tree = VersionTree().begin("a", 10, "b", 20)
    assert tree.show(15, 30) is not None
    assert VersionTree(((5, 9),)).show(3, 30) is None


async def begin(store: ConversationStore, number: int, replaces: str) -> None:
    question, *rest = turn(number)
    assert await store.begin_version(ALICE, "t", question, replaces=replaces)
    await put_all(store, *rest)


async def shown(store: ConversationStore) -> list[str]:
    """The questions that are shown; every read agrees on them, and on their answers."""
    page = await store.get_page(ALICE, "t", messages=100)
    assert page.cursor is None
    messages = [each for each in page.steps if is_message(each)]
    assert await store.get_messages(ALICE, "t", 100) == messages
    if page.steps:
        assert await store.get_shown_steps(ALICE, "t", page.steps[0]["id"]) == page.steps
    names = [each["id"] for each in messages if each["type"] == "user_message"]
    assert [each["id"] for each in page.steps] == [f"{kind}{name[1:]}" for name in names for kind in "qrta"]
    return names


async def test_versions_are_kept_and_chosen(store: ConversationStore) -> None:
    await put_all(store, *turn(0), *turn(1), *turn(2))
    await begin(store, 3, "q1")
    assert await shown(store) == ["q0", "q3"]
    await put_all(store, *turn(4))
    assert await store.show_step(ALICE, "t", "q1")
    assert await shown(store) == ["q0", "q1", "q2"]
    await put_all(store, *turn(5))
    await begin(store, 6, "q2")
    assert await shown(store) == ["q0", "q1", "q6"]
    assert await store.get_shown_steps(ALICE, "t", "q2") == []
    assert await store.show_step(ALICE, "t", "a4"), "of a step of an answer, far in another version"
    assert await shown(store) == ["q0", "q3", "q4"]
    assert await store.show_step(ALICE, "t", "a5"), "of a version inside a version"
    assert await shown(store) == ["q0", "q1", "q2", "q5"]
    thread = await store.get_thread(ALICE, "t")
    assert thread is not None
    assert thread.versions.versions_of("q3") == ("q1", "q3")
    assert thread.versions.versions_of("q6") == ("q2", "q6")
    assert thread.versions.versions_of("q0") == ()
    # Nothing is lost, and a step that is not shown can still be written.
    await store.put_step(ALICE, "t", step("a4", "later", type="assistant_message"))
    every = {each["id"]: each for each in await store.get_steps(ALICE, "t")}
    assert list(every) == [f"{kind}{number}" for number in range(7) for kind in "qrta"]
    assert every["a4"]["output"] == "later"
    assert await shown(store) == ["q0", "q1", "q2", "q5"]


async def test_parts_of_what_is_shown(store: ConversationStore) -> None:
    await put_all(store, *turn(0), *turn(1))
    await begin(store, 4, "q1")
    await put_all(store, *turn(5))
    await begin(store, 6, "q5")
    expected = [[f"{kind}{number}" for kind in "qrta"] for number in (6, 4, 0)]
    assert await parts(store, 2) == expected
    assert await parts(store, 100) == [[each for part in reversed(expected) for each in part]]


async def test_what_is_not_there_has_no_versions(store: ConversationStore) -> None:
    await put_all(store, *turn(0))
    await begin(store, 1, "q0")
    for owner, thread, replaces in ((ALICE, "t", "none"), (ALICE, "t", "q0"), (BOB, "t", "q1"), (ALICE, "u", "q1")):
        assert not await store.begin_version(owner, thread, step("v"), replaces=replaces)
        assert await store.get_step(owner, thread, "v") is None
    for owner, thread, wanted in ((ALICE, "t", "none"), (BOB, "t", "q0"), (ALICE, "u", "q0")):
        assert not await store.show_step(owner, thread, wanted)
    assert await shown(store) == ["q1"]
    await store.delete_thread(ALICE, "t")
    assert not await store.begin_version(ALICE, "t", step("v", "x" * 500_000), replaces="q1")
    assert not await store.show_step(ALICE, "t", "q0")
    assert await store.get_steps(ALICE, "t") == []


async def test_one_version_too_many_changes_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    await put_all(store, step("q0"))
    for number in range(1, MAX_VERSIONS):
        assert await store.begin_version(ALICE, "t", step(f"q{number}"), replaces=f"q{number - 1}")
    with pytest.raises(TooManyVersions):
        await store.begin_version(ALICE, "t", step("more"), replaces=f"q{MAX_VERSIONS - 1}")
    assert await store.get_step(ALICE, "t", "more") is None
    assert [each["id"] for each in await store.get_messages(ALICE, "t", 9)] == [f"q{MAX_VERSIONS - 1}"]
    await store.close()


async def test_to_begin_the_same_version_twice_changes_nothing(store: ConversationStore) -> None:
    await put_all(store, step("q0"))
    large = step("large", "x" * 500_000)
    for _ in range(2):
        assert await store.begin_version(ALICE, "t", large, replaces="q0")
        assert await store.get_messages(ALICE, "t", 5) == [large]
    thread = await store.get_thread(ALICE, "t")
    assert thread is not None
    assert thread.versions.versions_of("q0") == ("q0", "large")


async def test_a_deleted_step_gives_its_position_to_no_other_version(store: ConversationStore) -> None:
    await put_all(store, *turn(0))
    await begin(store, 1, "q0")
    assert await store.show_step(ALICE, "t", "q0")
    for each in turn(1):
        await store.delete_step(ALICE, "t", each["id"])
    await put_all(store, *turn(2))
    assert await shown(store) == ["q0", "q2"]


async def test_all_versions_are_counted_and_erased(store: ConversationStore) -> None:
    await put_all(store, *turn(0))
    await begin(store, 1, "q0")
    assert (await store.erase(ALICE)).messages == 4
    assert await store.get_steps(ALICE, "t") == []
    assert await store.get_thread(ALICE, "t") is None

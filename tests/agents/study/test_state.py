import pytest

from agents.study.state import MAX_EARLIER, StudyState, read_state


def test_a_state_survives_the_store() -> None:
    state = StudyState("2x = 4").climb(4).begin("3x = 9").climb(4)
    assert read_state(state.to_metadata()) == StudyState("3x = 9", 1, "", ("2x = 4",))


@pytest.mark.parametrize(
    "stored",
    [None, [], "x", {}, {"problem": 3, "rung": 1, "earned": ""}, {"problem": "a", "rung": "1", "earned": ""},
     {"problem": "a", "rung": 1, "earned": "yes"}],
)  # fmt: skip
def test_what_is_not_valid_is_no_state(stored: object) -> None:
    assert read_state(stored) == StudyState()


def test_a_problem_whose_answer_was_earned_is_no_longer_held_back() -> None:
    state = StudyState("2x = 4").attempted("right", "equations")
    assert not state.is_open
    assert state.held_back == ()
    assert state.begin("3x = 9").earlier == ()


def test_a_wrong_attempt_earns_nothing_and_is_forgotten_when_it_is_read() -> None:
    state = StudyState("2x = 4").attempted("wrong", "equations")
    assert state.is_open
    assert state.to_metadata()["attempt"] == "wrong"
    assert read_state(state.to_metadata()) == StudyState("2x = 4")


def test_only_so_many_earlier_problems_are_kept() -> None:
    state = StudyState("0x")
    for number in range(1, 9):
        state = state.begin(f"{number}x")
    assert len(state.earlier) == MAX_EARLIER
    assert state.earlier[-1] == "7x"

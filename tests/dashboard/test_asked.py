"""A question that was asked: searched for until it is answered, given up by another one, a fault, or its button."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

ASK, STOP = "fit_ask", "fit_stop"


def script() -> None:
    """Ask for twice the number that is chosen; runs of the search end as ``ends`` says."""
    import streamlit as st  # noqa: PLC0415 - this function is run as a script of its own

    from simulator.dashboard import waiting  # noqa: PLC0415

    state = st.session_state
    number = st.number_input("number", value=1, key="number")
    st.checkbox("something else", key="other")

    def search() -> int:
        state["runs"] = state.get("runs", 0) + 1
        room, _ = waiting.begin_search("fit", "nb")
        end = state["ends"].pop(0) if state["ends"] else ""
        if end == "broken off":
            st.stop()
        if end == "fault":
            raise ArithmeticError("broken")
        room.empty()
        return 2 * number

    st.write(f"found {waiting.asked('fit', 'Ask', number, search)}")


def asked(*ends: str) -> AppTest:
    at = AppTest.from_function(script)
    at.session_state["ends"] = list(ends)
    at.run()
    assert said(at) == "found None"
    return at.button(key=ASK).click().run()


def said(at: AppTest) -> str:
    return at.markdown[0].value if at.markdown else ""


def test_an_answer_stays_while_the_question_does_and_is_searched_for_once() -> None:
    at = asked()
    assert said(at) == "found 2"
    assert said(at.checkbox(key="other").check().run()) == "found 2"
    assert said(at.number_input(key="number").set_value(5).run()) == "found None"
    assert said(at.number_input(key="number").set_value(1).run()) == "found 2"
    assert at.session_state["runs"] == 1


def test_a_search_that_the_page_broke_off_is_taken_up_again() -> None:
    at = asked("broken off")
    assert said(at) == ""
    assert said(at.checkbox(key="other").check().run()) == "found 2"
    assert at.session_state["runs"] == 2


def test_another_question_gives_a_search_up_for_good() -> None:
    at = asked("broken off")
    assert said(at.number_input(key="number").set_value(5).run()) == "found None"
    assert said(at.number_input(key="number").set_value(1).run()) == "found None"
    assert at.session_state["runs"] == 1


def test_its_button_gives_a_search_up() -> None:
    at = asked("broken off")
    at.button(key=STOP).click().run()
    assert said(at) == "found None"
    assert at.session_state["runs"] == 1


def test_a_fault_is_shown_once_and_not_searched_for_again() -> None:
    at = asked("fault")
    assert at.exception
    assert said(at.checkbox(key="other").check().run()) == "found None"
    assert not at.exception
    assert at.session_state["runs"] == 1

"""How a turn ends: with one question, or with none."""

from typing import Any

from conversations.engines.drafting import has_doubtful_date
from conversations.engines.questions import Question, next_question, which_day
from conversations.engines.steps import Answer, Say, Turn
from conversations.understanding.facts import Brief

COMPLETE = "Everything a page needs is there. Look at it, change what you like, then publish it."


def ask_on(turn: Turn, brief: Brief | None, memo: dict[str, Any], *, again: bool = False) -> Answer:
    """End with one question: a doubtful day first, else what is missing most. `again` leaves out that all is there."""
    question = doubt(brief, memo) if brief else None
    question = question or next_question(turn, skipped=turn.skipped, memo=memo)
    if question is not None:
        yield Say(question.sentence)
        yield question.asked()
    elif not again and (turn.pending_field or not turn.had_event):
        yield Say(COMPLETE)


def doubt(brief: Brief, memo: dict[str, Any]) -> Question | None:
    """The question which day is meant, where the message leaves it open."""
    if has_doubtful_date(brief):
        days = [day for problem in brief.problems for day in problem.choices]
        return which_day(" ".join(problem.sentence for problem in brief.problems), days, memo)
    if brief.start is None and brief.date_candidates:
        days = list(dict.fromkeys(found.value.day for found in brief.date_candidates))
        return which_day(f"I found {len(days)} dates. Which one is the event's?", days, memo)
    return None

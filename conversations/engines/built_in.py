"""The built-in assistant: rules, no AI model. It reads what was said, acts through the tools, and asks what is missing."""

from typing import Any

from conversations.engines import replies
from conversations.engines.drafting import has_doubtful_date, plan_draft
from conversations.engines.questions import Question, next_question, which_day
from conversations.engines.steps import Act, Answer, Say, Turn
from conversations.understanding.brief import understand_brief
from conversations.understanding.facts import Brief


class BuiltInEngine:
    """Answers turns by rules."""

    def answer(self, turn: Turn) -> Answer:
        yield from draft(turn, understand_brief(turn.text, now=turn.now, timezone=turn.timezone, locale=turn.locale))


def draft(turn: Turn, brief: Brief) -> Answer:
    """The first turn: everything that was understood, at once."""
    plan = plan_draft(brief, timezone=turn.timezone)
    if said := replies.understood(brief):
        yield Say(said)
    outcomes = yield Act(tuple(plan.calls))
    yield Say(replies.drafted(outcomes, plan.assumed))
    yield from ask_on(turn, brief, plan.memo)


def ask_on(turn: Turn, brief: Brief | None, memo: dict[str, Any]) -> Answer:
    """End with one question: a doubtful day first, else what is missing most."""
    question = _doubt(brief, memo) if brief else None
    question = question or next_question(turn, skipped=turn.skipped, memo=memo)
    if question is None:
        yield Say("Everything a page needs is there. Look at it, change what you like, then publish it.")
        return
    yield Say(f"{question.sentence}")
    yield question.asked()


def _doubt(brief: Brief, memo: dict[str, Any]) -> Question | None:
    if has_doubtful_date(brief):
        days = [day for problem in brief.problems for day in problem.choices]
        sentences = " ".join(problem.sentence for problem in brief.problems)
        return which_day(sentences, days, memo)
    if brief.start is None and brief.date_candidates:
        days = list(dict.fromkeys(found.value.day for found in brief.date_candidates))
        return which_day(f"I found {len(days)} dates. Which one is the event's?", days, memo)
    return None

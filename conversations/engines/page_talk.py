"""Turns about the parts of the page: speakers, questions, slots of the programme, sections and their words."""

import re
from dataclasses import replace
from typing import Any

from conversations.engines import replies
from conversations.engines.asking import ask_on
from conversations.engines.questions import SKIP, Question
from conversations.engines.steps import Act, Answer, Call, Outcome, Say, Turn
from conversations.understanding.page_people import read_people
from conversations.understanding.page_requests import PageRequest
from conversations.understanding.requests import Request

FIELD = "page"  # what was asked, where the open question is about the page
NOTHING_YET = "There is no event yet, so there is no page. Tell me about the event first: what, when and where."
_ASKED = {
    "name": "Who? A name is enough; role and company if you like: “Ada Lovelace, mathematician at Babbage & Co”.",
    "question": "Which question, and what is the answer? For example: “Is there parking? Yes, behind the hall.”",
    "answer": "What is the answer to “{question}”? I do not make one up.",
    "text": "What shall it say? I put your words there as they are.",
}
# Another wish, and no answer to what was asked.
_WISH = re.compile(
    r"\W*(?:please |can you |bitte )?(?:make|change|set|move|add|remove|delete|publish|undo|redo|rename|use|hide|show|"
    r"help|cancel|push|raise|lower|mach|setz|verschieb|losch|ajoute|change|supprime|anade|cambia|quita)\b",
    re.IGNORECASE,
)


def edit_page(turn: Turn, request: Request) -> Answer:
    """Do what the message wants done with the page; ask for the words that it lacks."""
    page = request.page
    if turn.event is None or page is None:
        yield Say(NOTHING_YET)
        return
    yield from _done(turn, page)


def is_answer(turn: Turn) -> bool:
    """Whether the message answers what was asked about the page, rather than wish for something else."""
    return turn.pending_field == FIELD and "page" in turn.memo and not _WISH.match(turn.text)


def answer(turn: Turn) -> Answer:
    """Write what was asked for."""
    waiting: dict[str, Any] = turn.memo["page"]
    page = PageRequest(waiting["act"], (waiting["item"],), waiting["lacks"])
    yield from _done(turn, _filled(page, turn.text.strip()))


def _done(turn: Turn, page: PageRequest) -> Answer:
    memo = {key: value for key, value in turn.memo.items() if key != "page"}
    if page.lacks:
        sentence = _ASKED[page.lacks].format(**{"question": "", **page.items[0]})
        waiting = {"act": page.act, "item": page.items[0], "lacks": page.lacks}
        yield Say(sentence)
        yield Question(FIELD, sentence, (SKIP,), memo | {"page": waiting}).asked()
        return
    outcomes = yield Act(tuple(Call(page.act, item) for item in page.items))
    yield Say(_said(page, outcomes))
    yield from ask_on(turn, None, memo, again=True)


def _filled(page: PageRequest, words: str) -> PageRequest:
    """The request with the words that it lacked; still lacking where they do not fit."""
    item = dict(page.items[0])
    if page.lacks == "name":
        people = read_people(words) or [{"name": words[:80]}]
        named = people if page.act == "add_speaker" else [{"name": person["name"]} for person in people]
        return replace(page, items=tuple(named), lacks="")
    if page.lacks == "question":
        question, mark, said = words.partition("?")
        if not mark or not said.strip():
            return replace(page, items=({"question": (question + mark)[:160]},), lacks="answer")
        return replace(page, items=({"question": question + mark, "answer": said.strip()},), lacks="")
    if page.lacks == "text" and "place" in item:
        return replace(page, items=({item["place"]: words},), lacks="")
    return replace(page, items=(item | {page.lacks: words},), lacks="")


def _said(page: PageRequest, outcomes: list[Outcome]) -> str:
    """What changed, entry by entry."""
    done = [outcome for outcome in outcomes if outcome.is_done]
    if page.act == "revise_page_copy" or (page.act == "revise_section" and "hidden" not in page.items[0]):
        return replies.changed(outcomes, [])
    lines = [f"- **{label}:** {value}" for outcome in done for label, value in outcome.rows]
    sentence = _SENTENCES.get(page.act, "Done.")
    if page.act == "revise_section":
        sentence = "Hidden. Nothing of it is lost: say “show it again”, with its name, and it is back."
    told = f"{sentence}\n\n" if done else ""
    if done and page.act.startswith("add_") and len(lines) < 12:
        told += "\n".join(lines) + "\n\n"
    return told + replies.refusals(outcomes)


_SENTENCES = {
    "add_speaker": "On the page now, in place of those to be announced:",
    "add_agenda_item": "In the programme now:",
    "add_faq_item": "Among the questions now:",
    "add_sponsor": "Thanked on the page now:",
    "add_section": "The page has it now. Where it is still empty, visitors do not see it.",
    "remove_section": "It is off the page. Say “undo” to have it back.",
    "move_section": "Moved.",
}

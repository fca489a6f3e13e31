"""A name that is said to be one: behind "called", in quotation marks, in front of "as the name"."""

from __future__ import annotations

import re

from conversations.understanding.spans import Source, Span

LOOSE = r" .,:;-\x00·•*#>_"
_QUOTED = r"(?:\"[ ]?(?P<q>[^\"\n ][^\"\n]{1,90}?)[ ]?\"|(?<!\w)'(?P<s>(?:[^'\n]|'(?=\w)){2,90})'(?!\w))"
_CALLED = re.compile(
    rf"\b(?:called|named|titled|entitled|call (?:it|this|the event)|name (?:it|this|the event)|rename (?:it|"
    rf"this|the event)(?: to)?|(?:name|title)(?: of the event)? (?:is(?: now)?|to|should (?:be|read|say)|"
    rf"will be|becomes|shall be|now reads?)|"
    rf"appele[rz]?(?:-l[ae])?|llamal[oae]|llamadl[oa]|chiamal[oa]|chamem?-?[nl]?[oa]|noem (?:het|hem)|dop om (?:det|den) till|"
    rf"kall det(?: for)?|(?:bitte )?umbenennen in|(?:le titre|le nom) (?:devient|sera)|(?:der (?:titel|name)) (?:soll|lautet|"
    rf"wird|heisst|ist)(?: jetzt)?|es heisst (?:jetzt )?|heisst jetzt|s'appelle|se llama(?:ra)?|si chiama|chama-se|heet|"
    rf"heter (?:nu )?|"
    rf"known as|working title(?: is)?:?|(?:change|switch|set) (?:the |its )?(?:name|title) to|rename(?: it)? to|"
    rf"(?:muda|mude|mudar|troca|trocar|altera|alterar|cambia|cambiar|cambie) (?:o |el |il )?(?:nome|nombre|titulo)"
    rf" (?:pra|para|a|por|in|per)|change[rz]? le (?:nom|titre) (?:en|pour|par)|renomme[rz]?(?:-l[ae])?(?: en)?|"
    rf"(?:andere|aendere) den (?:namen|titel) (?:in|auf|zu)|benenne? (?:es|sie|das)? ?(?:um )?in|rinomina(?:l[oa])? in|"
    rf"hernoem (?:het )?naar|andra namnet till|el nombre (?:es|sera)|o nome (?:e|sera|fica)|il nome e|le nom est|"
    rf"de naam (?:is|wordt)|"
    rf"(?:(?:new|event|full|official) )?(?:name|title|summary)\s*[:=]|namens|mit dem (?:titel|namen)|(?:titel|name) ist|nenn(?:e|"
    rf"en)? (?:es|sie|das)|appelee?|intitulee?|qui s'appelle|llamad[oa]|titulad[oa]|chamad[oa]|intitulad[oa]|"
    rf"chiamat[oa]|intitolat[oa]|genaamd|met de naam|som heter|kallad)\s*"
    rf"(?:{_QUOTED}|(?P<bare>[^\n]+))"
)
_LABEL = re.compile(
    rf"(?:^|\n)[ *•·-]*(?:(?:new )?event(?: name| title)?|what|title|name|summary|titel|veranstaltung|titre|nom|titulo|nombre|"
    rf"evento|titolo|naam)[ ]?:[ ]*(?:{_QUOTED}|(?P<bare>[^\n]+))"
)
_BARE_END = re.compile(
    r"[\n,;\x00(]|[.!?](?=\s|$)|\\|[ ]-[ ]|[ ](?:on|in|at|from|for|with|am|im|le|el|il|by|this|next|tomorrow|"
    r"and (?:make|set|move|add|change|cap)|taking place|which|that|-|it'?s|it is|its|we|we're|there'?s|happening|is)[ ]|"
    r"[ ](?:instead|please|pls|plz|then|now|tho(?:ugh)?|from now on|sein|heissen|as the (?:name|title))(?=[ .,!]|$)"
)
_ANY_QUOTE = re.compile(_QUOTED)


_AS_THE_NAME = re.compile(
    r"\b(?:decided on|going with|settled on|go with|we(?:'ll)? use|use|take) (?P<bare>[^\n,.]{3,60}?) as (?:the|our) (?:name|title)\b"
    r"|(?:^|\n)(?P<first>[^\n,.!]{3,60}?) (?:sounds|is|works|reads) (?:much |a lot )?(?:better|nicer|good|great)\b[^\n]{0,40}\b(?:name|title)\b"
)


def read_said_name(source: Source, rest: str) -> Span | None:
    """The name behind "called", "call it", "rename it to" or a label; or in front of "as the name"."""
    if match := _AS_THE_NAME.search(source.plain):
        group = "bare" if match["bare"] else "first"
        if any(letter.isupper() for letter in source.shown[match.start(group) : match.end(group)]):
            return Span(*match.span(group))
    for pattern in (_CALLED, _LABEL):
        for match in pattern.finditer(source.plain):
            if span := _said(source, match, rest):
                return span
    return None


def read_name(source: Source, rest: str) -> Span | None:
    """The name where the organizer says that it is one: after "called", a label, or in quotation marks."""
    if span := read_said_name(source, rest):
        return span
    for match in _ANY_QUOTE.finditer(rest):
        group = "q" if match["q"] else "s"
        words = source.shown[match.start(group) : match.end(group)]
        if (
            words[:1].isalnum()
            and any(character.isupper() for character in words)
            and len(words.split()) <= 9
            and words[-1] not in ","
        ):
            return Span(*match.span(group))
    return None


def _said(source: Source, match: re.Match[str], rest: str) -> Span | None:
    for group in ("q", "s"):
        if match[group]:
            return Span(*match.span(group))
    start = match.start("bare")
    labelled = ":" in match[0][: start - match.start()] or "=" in match[0][: start - match.start()]
    ending = re.compile(r"[\n;(\x00\\]|[.!?](?=\s|$)|[ ]-[ ]|,(?=[ ]*\x00)|,[ ](?=[a-z])") if labelled else _BARE_END
    stop = ending.search(rest, start)
    span = trimmed(source, Span(start, stop.start() if stop else len(rest)))
    if span is None or span.end - span.start > 100 or not re.search(r"[^\W_]", source.shown[span.start : span.end]):
        return None
    return (
        span
        if labelled or source.shown[span.start].isupper() or source.shown[span.start].isdigit() or source.is_quiet
        else None
    )


def trimmed(source: Source, span: Span) -> Span | None:
    words = source.shown[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(LOOSE + "\n\"'("))
    end = span.start + len(words.rstrip(LOOSE + "\n\"'"))
    if loose := re.search(
        (
            r"(?:[ ,]+(?:for|zum|zur|fur|pour|para|per|voor|till|des|del|of|with|mit|um|uh|so|and|und|et|y|e|dia|no dia|happening|again|instead|on|op|am|le|el|il|den|van|from|at|in|om|pa|no|em|a|the|this|is|vom|ab|der|die|plz|pls|"
            r"please))+$"
        ),
        source.plain[start:end],
    ):
        end = start + loose.start()
    while end > start and source.shown[end - 1] == ")" and "(" not in source.shown[start:end]:
        end -= 1
    return Span(start, end) if end - start >= 2 else None

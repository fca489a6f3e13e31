"""Refusals. An operation that will not do what was asked raises a subclass, defined where it is raised."""


class DomainError(Exception):
    """A refusal whose text is written for the person who reads it: what happened, what is true now."""

    status_code = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(DomainError):
    """The acting person may not do this."""

    status_code = 403

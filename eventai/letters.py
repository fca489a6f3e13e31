"""Letters. Everything that is mailed becomes a row first; SMTP carries it on as soon as a server is set."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from eventai.db.functions import call


def write_letter(
    *,
    key: str,
    kind: str,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    profile: UUID | None = None,
    event: UUID | None = None,
) -> UUID | None:
    """Put one letter into the outbox, in the caller's transaction. The same key again writes nothing (None)."""
    written: UUID | None = call("write_letter", key, kind, profile, event, recipient, subject[:300], text, html)
    return written


class OutboxBackend(BaseEmailBackend):
    """Django's mail (sign-in codes and the like) goes the way of all letters."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                write_letter(
                    key=f"account:{secrets.token_hex(12)}",
                    kind="account",
                    recipient=recipient,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=_html_of(message),
                )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    if isinstance(message, EmailMultiAlternatives):
        for alternative in message.alternatives:
            if alternative[1] == "text/html":
                return str(alternative[0])
    return ""

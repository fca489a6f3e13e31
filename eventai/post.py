"""The post: carries waiting letters to the mail server, each at most once."""

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from eventai.db.acting import acting_as_system
from eventai.models import OutboxMessage

BATCH = 50
PATIENCE = timedelta(minutes=5)


def send_waiting_letters() -> int:
    """Send up to fifty waiting letters and return how many left. Without a mail server they are kept to be read here.

    A letter is marked before it is handed over, so that one whose fate is unknown is shown and never sent again.
    """
    _note_interrupted()
    letters = _take(OutboxMessage.Status.SENDING if settings.SMTP else OutboxMessage.Status.KEPT)
    if not settings.SMTP:
        return 0
    return sum(_send(letter) for letter in letters)


def _note_interrupted() -> None:
    with acting_as_system():
        OutboxMessage.objects.filter(
            status=OutboxMessage.Status.SENDING, updated_at__lt=timezone.now() - PATIENCE
        ).update(status=OutboxMessage.Status.UNKNOWN, error="The worker stopped while it was sending this letter.")


def _take(status: OutboxMessage.Status) -> list[OutboxMessage]:
    with acting_as_system():
        waiting = OutboxMessage.objects.select_for_update(skip_locked=True).filter(status=OutboxMessage.Status.WAITING)
        letters = list(waiting.order_by("created_at")[:BATCH])
        OutboxMessage.objects.filter(pk__in=[letter.pk for letter in letters]).update(status=status)
        return letters


def _send(letter: OutboxMessage) -> bool:
    status, error = OutboxMessage.Status.SENT, ""
    try:
        _as_mail(letter).send()
    except (smtplib.SMTPException, OSError) as problem:
        status, error = OutboxMessage.Status.FAILED, str(problem)[:500]
    with acting_as_system():
        OutboxMessage.objects.filter(pk=letter.pk).update(
            status=status, error=error, sent_at=timezone.now() if not error else None
        )
    return not error


def _as_mail(letter: OutboxMessage) -> EmailMultiAlternatives:
    server = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=settings.SMTP["EMAIL_HOST"],
        port=settings.SMTP["EMAIL_PORT"],
        username=settings.SMTP.get("EMAIL_HOST_USER") or "",
        password=settings.SMTP.get("EMAIL_HOST_PASSWORD") or "",
        use_tls=settings.SMTP.get("EMAIL_USE_TLS", False),
        use_ssl=settings.SMTP.get("EMAIL_USE_SSL", False),
        timeout=30,
    )
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.body_text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.recipient],
        headers={"Message-ID": f"<{letter.pk}@eventai>"},
        connection=server,
    )
    if letter.body_html:
        mail.attach_alternative(letter.body_html, "text/html")
    return mail

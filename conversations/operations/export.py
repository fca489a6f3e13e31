"""A copy of everything the database holds of one person."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

from accounts.models import AuditLog, Profile, User, UserRole
from conversations.models import Conversation, Message, Run, ToolCall
from eventai.db.acting import acting_as_system
from eventai.models import OutboxMessage, StorageObject
from eventai.operation import operation
from events.models import ChangeItem, ChangeSet, Event, EventUserPermission, Task
from ticketing.models import Attendee, CheckedClaim, EmailTemplate, Order, Payment, Ticket

# Hashes, keys and codes open doors; they say nothing about the person.
SECRETS = {"password", "guest_token_hash", "secret_hash", "qr_code", "session_key"}
README = """This is what EventAI holds about you, as JSON, times in UTC.

profile.json        who you are here, how and where you sign in, your roles, what others opened to you
conversations.json  your talks with the assistant
events.json         events you organize, with tickets, tasks, letters' texts and what was changed
orders.json         tickets you ordered
letters.json        letters written to you
activity.json       what you did, from the audit trail
files/              pictures and documents you uploaded

Not here: passwords, keys and ticket codes, which exist only to be checked; and the people who ordered from you, whose
data is theirs. An event's desk exports those.
"""


@operation
def export_account(profile: Profile) -> bytes:
    """Collect everything about the person into a zip archive of JSON files."""
    with acting_as_system():
        papers = _papers(Profile.objects.get(pk=profile.pk))
        files = [f"{bucket}/{path}" for bucket, path in _files(profile).values_list("bucket", "path")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        for name, content in papers.items():
            archive.writestr(f"{name}.json", json.dumps(content, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
        for name in filter(default_storage.exists, files):
            with default_storage.open(name) as file:
                archive.writestr(f"files/{name}", file.read())
    return out.getvalue()


def _papers(profile: Profile) -> dict[str, Any]:
    return {
        "profile": _identity(profile),
        "conversations": _conversations(profile),
        "events": _events(profile),
        "orders": _orders(profile),
        "letters": _rows(OutboxMessage.objects.filter(Q(profile=profile) | Q(recipient__in=_addresses(profile)))),
        "activity": _rows(AuditLog.objects.filter(actor_id=profile.pk)),
    }


def _addresses(profile: Profile) -> list[str]:
    known = EmailAddress.objects.filter(user=profile.user_id).values_list("email", flat=True) if profile.user_id else []
    return [address for address in {profile.email, *known} if address]


def _files(profile: Profile) -> QuerySet[StorageObject]:
    return StorageObject.objects.filter(owner=profile)


def _identity(profile: Profile) -> dict[str, Any]:
    user = profile.user_id
    return {
        "profile": _rows(Profile.objects.filter(pk=profile.pk)),
        "roles": _rows(UserRole.objects.filter(user=profile)),
        "user": _rows(User.objects.filter(profile=profile)),
        "addresses": _rows(EmailAddress.objects.filter(user=user)),
        "authenticators": list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")),
        "sessions": _rows(UserSession.objects.filter(user=user)),
        "opened_to_you": _rows(EventUserPermission.objects.filter(user=user)),
        "files": _rows(_files(profile)),
    }


def _conversations(profile: Profile) -> dict[str, Any]:
    own = Conversation.objects.filter(user=profile)
    return {
        "conversations": _rows(own),
        "messages": _rows(Message.objects.filter(conversation__in=own)),
        "runs": _rows(Run.objects.filter(conversation__in=own)),
        "tool_calls": _rows(ToolCall.objects.filter(run__conversation__in=own)),
    }


def _events(profile: Profile) -> dict[str, Any]:
    own = Event.objects.filter(organizer=profile)
    return {
        "events": _rows(own),
        "tickets": _rows(Ticket.objects.filter(event__in=own)),
        "tasks": _rows(Task.objects.filter(event__in=own)),
        "change_sets": _rows(ChangeSet.objects.filter(event__in=own)),
        "change_items": _rows(ChangeItem.objects.filter(change_set__event__in=own)),
        "checked_claims": _rows(CheckedClaim.objects.filter(event__in=own)),
        "email_templates": _rows(EmailTemplate.objects.filter(owner=profile)),
    }


def _orders(profile: Profile) -> dict[str, Any]:
    own = Order.objects.filter(customer=profile)
    return {
        "orders": _rows(own),
        "attendees": _rows(Attendee.objects.filter(order__in=own)),
        "payments": _rows(Payment.objects.filter(order__in=own)),
    }


def _rows(found: QuerySet[Any]) -> list[dict[str, Any]]:
    return list(found.values(*_columns(found.model)))


def _columns(model: type[Model]) -> Iterable[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name not in SECRETS]

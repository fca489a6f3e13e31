"""What opens an order, and what a ticket's QR code says.

Ticket codes are signed with a key per event, so that nobody invents one, and hold no personal data. A code is
version (1 byte), event (6 bytes of its id), attendee id (16), Ed25519 signature (64), in base64url.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.crypto import salted_hmac

from events.models import Event
from ticketing.models import TicketKey

_VERSION = b"\x01"
_EVENT_BYTES = 6
_CLAIM_BYTES = 1 + _EVENT_BYTES + 16
_CODE_BYTES = _CLAIM_BYTES + 64


@dataclass(frozen=True)
class TicketCode:
    """A code that has the right shape. Whether it is genuine, `is_signed_by` tells."""

    claim: bytes
    signature: bytes

    @property
    def attendee_id(self) -> UUID:
        return UUID(bytes=self.claim[1 + _EVENT_BYTES :])

    def is_for(self, event_id: UUID) -> bool:
        return self.claim[1 : 1 + _EVENT_BYTES] == event_id.bytes[:_EVENT_BYTES]

    def is_signed_by(self, public_key: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, self.claim)
        except InvalidSignature:
            return False
        return True


def order_secret(order_id: UUID) -> str:
    """The key in an order's link. Derived, because only its hash is stored and letters need it later."""
    digest = salted_hmac("ticketing.order", str(order_id), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def signing_key(event: Event) -> Ed25519PrivateKey:
    """The event's private key, made on first use. Only the system may ask for it."""
    fresh = Ed25519PrivateKey.generate()
    key, _ = TicketKey.objects.get_or_create(
        event=event,
        defaults={"private_key": fresh.private_bytes_raw(), "public_key": fresh.public_key().public_bytes_raw()},
    )
    return Ed25519PrivateKey.from_private_bytes(bytes(key.private_key))


def sign_ticket(key: Ed25519PrivateKey, *, event_id: UUID, attendee_id: UUID) -> str:
    """The code of one seat: 116 characters fit for addresses and QR codes."""
    claim = _VERSION + event_id.bytes[:_EVENT_BYTES] + attendee_id.bytes
    return urlsafe_b64encode(claim + key.sign(claim)).decode().rstrip("=")


def read_code(text: str) -> TicketCode | None:
    """The code in a scanned or pasted text; None when it is none of ours."""
    text = text.strip()
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        return None
    if len(raw) != _CODE_BYTES or not raw.startswith(_VERSION):
        return None
    return TicketCode(raw[:_CLAIM_BYTES], raw[_CLAIM_BYTES:])

"""`{% latest_acts %}` and `{{ entry|summary }}`: the audit trail on the console's pages."""

from typing import Any

from django import template

from accounts import trail
from accounts.models import AuditLog

register = template.Library()


@register.inclusion_tag("admin/_latest_acts.html")
def latest_acts() -> dict[str, Any]:
    """What was done last."""
    return {"entries": trail.latest()}


@register.filter
def summary(entry: AuditLog) -> str:
    """The entry's changes in one line."""
    return trail.summary(entry)

"""`{{ session.user_agent|browser_name }}`: a browser as its owner would call it."""

from django import template

register = template.Library()

# The order matters: most browsers also claim to be the ones below them.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def first_found(names: dict[str, str], user_agent: str) -> str:
    """Return the name of the first token the user agent contains, or an empty string."""
    return next((name for token, name in names.items() if token in user_agent), "")


@register.filter
def browser_name(user_agent: str) -> str:
    """Turn a User-Agent header into words such as "Firefox on Linux"."""
    browser, system = first_found(BROWSERS, user_agent), first_found(SYSTEMS, user_agent)
    return " on ".join(part for part in (browser or "A browser", system) if part)

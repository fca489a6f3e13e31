"""The app's name in Django."""

from django.apps import AppConfig


class EventAIConfig(AppConfig):
    """Eventai."""

    name = "eventai"
    verbose_name = "System"

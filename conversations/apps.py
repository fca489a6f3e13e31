"""The app's name in Django."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Conversations."""

    name = "conversations"
    verbose_name = "Assistant"

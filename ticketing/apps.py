"""The app's name in Django."""

from django.apps import AppConfig


class TicketingConfig(AppConfig):
    """Ticketing."""

    name = "ticketing"
    verbose_name = "Ticketing"

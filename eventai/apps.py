"""The app's name in Django, and the admin console's."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class EventAIConfig(AppConfig):
    """Eventai."""

    name = "eventai"
    verbose_name = "System"


class ConsoleConfig(admin_apps.AdminConfig):
    """Django's admin behind the admin role."""

    default = False  # named in full by INSTALLED_APPS
    default_site = "eventai.console.ConsoleSite"

"""Addresses of the settings that reach through every app."""

from django.urls import path

from conversations import account_views, assistant_views

app_name = "people"

urlpatterns = [
    path("settings/assistant/", assistant_views.assistant, name="assistant"),
    path("settings/assistant/connection/", assistant_views.connection_state, name="connection"),
    path("settings/assistant/test-connection/", assistant_views.test_connection, name="test_connection"),
    path("settings/data/came-along/undo/", account_views.release, name="release_guest"),
    path("settings/data/export/", account_views.export, name="export_account"),
    path("settings/data/removal/", account_views.erase, name="erase_account"),
]

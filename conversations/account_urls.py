"""Addresses of the settings that reach through every app."""

from django.urls import path

from conversations import account_views

app_name = "people"

urlpatterns = [
    path("settings/data/export/", account_views.export, name="export_account"),
    path("settings/data/removal/", account_views.erase, name="erase_account"),
]

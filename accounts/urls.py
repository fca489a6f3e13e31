"""Addresses of the settings."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("settings/", views.profile, name="profile"),
    path("settings/picture/", views.change_avatar, name="change_avatar"),
    path("settings/picture/remove/", views.remove_avatar, name="remove_avatar"),
    path("settings/become-organizer/", views.become_organizer, name="become_organizer"),
    path("settings/security/", views.security, name="security"),
    path("settings/data/", views.data, name="data"),
]

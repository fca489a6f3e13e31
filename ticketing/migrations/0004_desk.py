"""Figures for the organizer's desk."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0003_checkout")]

    operations = [sql_beside(__file__)]

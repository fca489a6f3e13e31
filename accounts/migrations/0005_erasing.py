"""Deleting a user asks every table that names one; guardian's empty one lets the system ask."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_cache")]

    operations = [sql_beside(__file__)]

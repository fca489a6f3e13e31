"""Admins read the pieces of answers in the console, as they read the answers."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("conversations", "0004_runs")]

    operations = [sql_beside(__file__)]

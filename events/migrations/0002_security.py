"""Row-level security, triggers and functions of events, tasks and grants."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("accounts", "0003_framework")]

    operations = [sql_beside(__file__)]

"""Row-level security, triggers and functions of tickets, orders, seats and money."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0001_initial"), ("events", "0002_security")]

    operations = [sql_beside(__file__)]

"""Row-level security, triggers and functions of Security & Identity."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [sql_beside(__file__)]

"""Who writes down changes of events and tasks, who reads them, and who takes them back."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("events", "0003_change_sets")]

    operations = [sql_beside(__file__)]

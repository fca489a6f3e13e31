"""Row security, triggers and functions of pictures and the storage they fill."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("eventai", "0004_pictures")]

    operations = [sql_beside(__file__)]

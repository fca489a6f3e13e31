"""Who sees and says what is right about an event's page."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("ticketing", "0008_checked_claims")]

    operations = [sql_beside(__file__)]

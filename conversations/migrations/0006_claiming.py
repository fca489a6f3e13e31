"""Every sign-in looks for orders made out to the person's addresses: by index, whatever the letters' case."""

from django.db import migrations

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("conversations", "0005_admin_sees"), ("ticketing", "0002_security")]

    operations = [sql_beside(__file__)]

"""What a visitor began waits for the account they sign up for, whichever browser confirms it."""

import django.db.models.deletion
from django.db import migrations, models

from eventai.db.sql import sql_beside


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_erasing")]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="promised_to",
            field=models.ForeignKey(
                blank=True,
                help_text="Who signed up with this guest's cookie: gets what the guest began.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="promised",
                to="accounts.profile",
            ),
        ),
        sql_beside(__file__),
    ]

"""Attempts at computing a plan's figures that were begun and never ended.

The columns may be empty: SQLite then adds them without making the table anew, which its triggers forbid.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracker", "0003_seen_findings")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="tried_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="tried last"),
        ),
        migrations.AddField(
            model_name="plan",
            name="tried_rev",
            field=models.PositiveBigIntegerField(
                editable=False, null=True, verbose_name="changes when tried last"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="tries",
            field=models.PositiveSmallIntegerField(
                editable=False, null=True, verbose_name="attempts that came to nothing"
            ),
        ),
    ]

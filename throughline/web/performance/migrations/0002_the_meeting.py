import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeriesBreak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaks",
                        to="performance.indicator",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "on"), name="performance_series_broken_once_a_day"
                    )
                ],
            },
        ),
    ]

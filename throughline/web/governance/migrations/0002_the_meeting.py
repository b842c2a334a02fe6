import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="appointment",
            name="is_confirmed",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("title", models.CharField(max_length=200)),
                ("rank", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("level", models.SlugField(blank=True, max_length=30)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="access.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["agency", "rank", "title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="governance_post_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostHeld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("substantive", "substantive"),
                            ("acting", "acting"),
                            ("interim", "interim"),
                        ],
                        default="substantive",
                        max_length=12,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts_held",
                        to="access.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="governance.post",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "posts held",
                "ordering": ["person", "from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="governance_post_held_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["substantive", "acting", "interim"])),
                        name="governance_post_held_standing_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingDeputy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("seat", models.CharField(max_length=80)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing_deputies",
                        to="governance.body",
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominated_deputies",
                        to="access.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputises",
                        to="access.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "standing deputies",
                "ordering": ["body", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="governance_deputy_ends_after_beginning",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JoiningRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("organisation", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joining_requests",
                        to="access.person",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joining_requests",
                        to="governance.body",
                    ),
                ),
            ],
            options={
                "ordering": ["body", "asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True), ("answered_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="governance_request_answered_on_a_day",
                    )
                ],
            },
        ),
    ]

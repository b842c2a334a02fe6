import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0003_the_meeting"),
        ("governance", "0002_the_meeting"),
        ("meetings", "0002_the_meeting"),
        ("plan", "0002_a_plan_that_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ExceptionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("lead", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField()),
                ("cause", models.TextField(blank=True, max_length=1500)),
                ("recovery", models.TextField(blank=True, max_length=1500)),
                ("ask", models.TextField(blank=True, max_length=1500)),
                ("removed_on", models.DateField(blank=True, null=True)),
                ("removed_because", models.CharField(blank=True, max_length=500)),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="plan.objective",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="access.person",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_because", ""), ("removed_on__isnull", True)),
                            models.Q(
                                ("removed_on__isnull", False),
                                models.Q(("removed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exceptions_taken_out_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExceptionPick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("picked_on", models.DateField()),
                ("reasons", models.JSONField(default=list)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="picks",
                        to="exceptions.exceptionitem",
                    ),
                ),
            ],
            options={
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ExceptionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("quarter_starts", models.DateField()),
                ("quarter_ends", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted by rule"),
                            ("written", "being written"),
                            ("submitted", "submitted"),
                            ("tabled", "before the board"),
                            ("accepted", "accepted"),
                            ("returned", "sent back with a question"),
                            ("escalated", "escalated"),
                        ],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("drafted_on", models.DateField()),
                ("looked_at", models.JSONField(default=dict)),
                ("not_chosen", models.JSONField(default=list)),
                ("thresholds", models.CharField(max_length=300)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exception_reports",
                        to="governance.body",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exception_reports",
                        to="access.partnership",
                    ),
                ),
                (
                    "plan_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exception_reports",
                        to="plan.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "-quarter_starts", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="exceptions_report_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("body", "quarter_starts"), name="exceptions_one_report_a_quarter_a_body"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter_ends__gt", models.F("quarter_starts"))),
                        name="exceptions_quarter_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="exceptionitem",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="exceptions.exceptionreport",
            ),
        ),
        migrations.CreateModel(
            name="ExceptionWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.TextField(blank=True)),
                ("recovery", models.TextField(blank=True)),
                ("ask", models.TextField(blank=True)),
                ("replaced_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_words",
                        to="exceptions.exceptionitem",
                    ),
                ),
            ],
            options={
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "came_from",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted by rule"),
                            ("written", "being written"),
                            ("submitted", "submitted"),
                            ("tabled", "before the board"),
                            ("accepted", "accepted"),
                            ("returned", "sent back with a question"),
                            ("escalated", "escalated"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted by rule"),
                            ("written", "being written"),
                            ("submitted", "submitted"),
                            ("tabled", "before the board"),
                            ("accepted", "accepted"),
                            ("returned", "sent back with a question"),
                            ("escalated", "escalated"),
                        ],
                        max_length=10,
                    ),
                ),
                ("taken_on", models.DateField()),
                ("said", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="exceptions.exceptionreport",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TabledReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("submitted_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exception_report",
                        to="meetings.paper",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tablings",
                        to="exceptions.exceptionreport",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("report",),
                        name="exceptions_tabled_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreedThresholds",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("action_days", models.PositiveSmallIntegerField()),
                ("action_moves", models.PositiveSmallIntegerField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exception_thresholds",
                        to="governance.body",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exception_thresholds",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["body", "from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action_days__gte", 1), ("action_moves__gte", 1)),
                        name="exceptions_thresholds_can_be_met",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExceptionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered_on", models.DateField()),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_exceptions",
                        to="decisions.action",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_exceptions",
                        to="decisions.decision",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="exceptions.exceptionitem",
                    ),
                ),
            ],
            options={
                "ordering": ["item", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__isnull", True), ("decision__isnull", False)),
                            models.Q(("action__isnull", False), ("decision__isnull", True)),
                            _connector="OR",
                        ),
                        name="exceptions_an_answer_is_one_record",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision__isnull", False)),
                        fields=("item", "decision"),
                        name="exceptions_a_decision_answers_a_line_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("action__isnull", False)),
                        fields=("item", "action"),
                        name="exceptions_an_action_answers_a_line_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="exceptionitem",
            constraint=models.UniqueConstraint(
                fields=("report", "kind", "code"), name="exceptions_a_line_once_a_report"
            ),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0003_the_meeting"),
        ("governance", "0002_the_meeting"),
        ("plan", "0002_a_plan_that_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assurance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme", models.CharField(max_length=60)),
                ("period_starts", models.DateField()),
                ("period_ends", models.DateField()),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("high", "high"),
                            ("moderate", "moderate"),
                            ("low", "low"),
                            ("none", "none can be given"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=1000)),
                ("given_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assurances",
                        to="governance.body",
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assurances",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "-period_ends", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_ends__gt", models.F("period_starts"))),
                        name="reports_assured_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="reports_assurance_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Briefing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("audience", models.CharField(max_length=200)),
                ("about", models.CharField(max_length=500)),
                ("happened_on", models.DateField()),
                ("due", models.DateField(blank=True, null=True)),
                ("told_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefings",
                        to="governance.body",
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="briefings",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["-told_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("told_on__gte", models.F("happened_on"))),
                        name="reports_told_after_it_happened",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("parent", models.CharField(max_length=60)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("decided_on", models.DateField()),
                ("received_on", models.DateField()),
                ("words", models.TextField()),
                ("asks", models.CharField(blank=True, max_length=500)),
                ("carried_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parent_decisions",
                        to="governance.body",
                    ),
                ),
                (
                    "carried_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parent_decisions",
                        to="decisions.decision",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parent_decisions",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="reports_parent_decision_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_on__gte", models.F("decided_on"))),
                        name="reports_received_after_it_was_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("carried_by__isnull", True), ("carried_on__isnull", True)),
                            models.Q(("carried_by__isnull", False), ("carried_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="reports_carried_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecipientDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.CharField(max_length=60)),
                ("meets_on", models.DateField()),
                ("papers_due", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipient_dates",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "papers_due", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("partnership", "recipient", "meets_on"),
                        name="reports_one_meeting_of_a_parent_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("papers_due__lte", models.F("meets_on"))),
                        name="reports_papers_before_the_parents_meeting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("what", models.CharField(max_length=60)),
                ("duty", models.CharField(max_length=200)),
                ("recipient", models.CharField(max_length=60)),
                ("via", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("period_starts", models.DateField()),
                ("period_ends", models.DateField()),
                ("due", models.DateField(blank=True, null=True)),
                ("marking", models.CharField(max_length=60)),
                ("begun_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "being drafted"),
                            ("cleared", "cleared"),
                            ("with-intermediate", "with the group between"),
                            ("passed-on", "passed on by the group between"),
                            ("sent", "sent"),
                            ("received", "received"),
                            ("accepted", "accepted"),
                            ("answered", "answered"),
                            ("returned", "returned"),
                        ],
                        default="drafting",
                        max_length=20,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="governance.body",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "number"), name="reports_number_once"),
                    models.UniqueConstraint(
                        fields=("body", "duty", "recipient", "period_starts", "period_ends"),
                        name="reports_one_for_a_parent_and_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_ends__gt", models.F("period_starts"))),
                        name="reports_period_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssuranceEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assurance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="reports.assurance",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.objective",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["assurance", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision__isnull", False),
                                ("objective__isnull", True),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("decision__isnull", True),
                                ("objective__isnull", False),
                                ("report__isnull", True),
                            ),
                            models.Q(
                                ("decision__isnull", True),
                                ("objective__isnull", True),
                                ("report__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reports_evidence_is_one_record",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("recipient", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("sections", models.JSONField(default=list)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_templates",
                        to="governance.body",
                    ),
                ),
            ],
            options={
                "ordering": ["body", "recipient"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "recipient"), name="reports_one_template_for_a_parent"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("because", models.CharField(blank=True, max_length=500)),
                ("frozen_at", models.DateTimeField(blank=True, null=True)),
                ("as_at", models.DateField(blank=True, null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="reports_version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("frozen_at__isnull", True)),
                        fields=("report",),
                        name="reports_one_version_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("as_at__isnull", True), ("digest", ""), ("frozen_at__isnull", True)),
                            models.Q(
                                ("as_at__isnull", False),
                                ("frozen_at__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_a_frozen_version_has_its_digest",
                    ),
                ],
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
                    "step",
                    models.CharField(
                        choices=[
                            ("clear", "Cleared to be sent"),
                            ("reopen", "Opened again"),
                            ("send-first", "Sent to the group between"),
                            ("pass-on", "Passed on by the group between"),
                            ("return", "Returned"),
                            ("send", "Sent to the parent"),
                            ("receive", "Received by the parent"),
                            ("accept", "Accepted by the parent"),
                            ("answer", "Answered by the parent"),
                            ("correct", "A correction was begun"),
                        ],
                        max_length=12,
                    ),
                ),
                ("taken_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=500)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="reports.report"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reports.reportversion",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step__in", ("return", "answer", "correct")), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_a_return_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=40)),
                ("framing", models.TextField(blank=True)),
                ("content", models.JSONField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.reportversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position"), name="reports_section_position_once"
                    ),
                    models.UniqueConstraint(fields=("version", "source"), name="reports_section_source_once"),
                ],
            },
        ),
    ]

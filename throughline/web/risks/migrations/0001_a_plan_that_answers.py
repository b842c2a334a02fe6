import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0003_the_meeting"),
        ("governance", "0002_the_meeting"),
        ("performance", "0003_published_statistics"),
        ("plan", "0002_a_plan_that_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("subject", models.CharField(max_length=200)),
                ("ask", models.CharField(max_length=1000)),
                ("evidence", models.CharField(max_length=1000)),
                (
                    "severity",
                    models.CharField(
                        choices=[("moderate", "moderate"), ("serious", "serious"), ("critical", "critical")],
                        max_length=10,
                    ),
                ),
                ("raised_on", models.DateField()),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("needed_by", models.DateField(blank=True, null=True)),
                ("days_to_reply", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("reply-open", "reply open"),
                            ("ready", "ready to send"),
                            ("sent", "sent"),
                            ("acknowledged", "acknowledged"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="prepared",
                        max_length=12,
                    ),
                ),
                (
                    "about_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations_about",
                        to="access.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="governance.body",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="access.agency",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="plan.objective",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
            },
        ),
        migrations.CreateModel(
            name="EscalationRecipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("reply-open", "reply open"),
                            ("ready", "ready to send"),
                            ("sent", "sent"),
                            ("acknowledged", "acknowledged"),
                            ("answered", "answered"),
                            ("closed", "closed"),
                            ("returned", "returned"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="prepared",
                        max_length=12,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations_received",
                        to="governance.body",
                    ),
                ),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="risks.escalation",
                    ),
                ),
            ],
            options={
                "ordering": ["escalation", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("escalation", "code"), name="risks_escalation_asked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("prepared", "sent", "acknowledged", "answered"))),
                        name="risks_recipient_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscalationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("is_on_behalf", models.BooleanField(default=False)),
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
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="risks.escalation",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="risks.escalationrecipient",
                    ),
                ),
            ],
            options={
                "ordering": ["escalation", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step__in", ("reply", "answer", "return", "withdraw")), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="risks_escalation_answer_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inspection", "inspection"),
                            ("audit", "audit"),
                            ("internal", "internal review"),
                            ("external", "external review"),
                            ("offences", "reviews of serious further offences"),
                            ("national", "national document"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("publisher", models.CharField(max_length=200)),
                ("published_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="risks_inspection_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.CharField(max_length=20)),
                ("words", models.CharField(max_length=1000)),
                ("due_words", models.CharField(max_length=60)),
                ("due", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("not-accepted", "not accepted"),
                            ("said-done", "said to be done"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="risks.inspection",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspection_recommendations",
                        to="plan.objective",
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspection_recommendations",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["inspection", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "number"), name="risks_recommendation_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=12)),
                ("on", models.DateField()),
                ("words", models.CharField(max_length=1000)),
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
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="risks.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["recommendation", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="risks_recommendation_step_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                (
                    "proximity",
                    models.CharField(
                        choices=[
                            ("now", "now"),
                            ("quarter", "within three months"),
                            ("year", "within a year"),
                            ("later", "later than a year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("raised_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closed_because", models.CharField(blank=True, max_length=500)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="governance.body",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks_closed",
                        to="decisions.decision",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="access.person",
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="access.agency"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "number"), name="risks_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_because", ""),
                                ("closed_by__isnull", True),
                                ("closed_on__isnull", True),
                            ),
                            models.Q(
                                ("closed_on__gte", models.F("raised_on")),
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risks_closed_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="escalation",
            name="risk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="escalations",
                to="risks.risk",
            ),
        ),
        migrations.CreateModel(
            name="RiskFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cited_on", models.DateField()),
                (
                    "observation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_by",
                        to="performance.observation",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="risks.risk"
                    ),
                ),
            ],
            options={
                "ordering": ["risk", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("risk", "observation"), name="risks_figure_cited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=60)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_kinds",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "code"), name="risks_kind_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="risk",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="risks.riskkind"
            ),
        ),
        migrations.CreateModel(
            name="RiskScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("likelihood", models.PositiveSmallIntegerField()),
                ("impact", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
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
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="risks.risk"
                    ),
                ),
            ],
            options={
                "ordering": ["risk", "on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__gte", 1),
                            ("impact__lte", 5),
                            ("likelihood__gte", 1),
                            ("likelihood__lte", 5),
                        ),
                        name="risks_score_from_one_to_five",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskThreshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("medium_from", models.PositiveSmallIntegerField()),
                ("high_from", models.PositiveSmallIntegerField()),
                ("from_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_thresholds",
                        to="governance.body",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_thresholds",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["body", "from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("high_from__gt", models.F("medium_from")),
                            ("high_from__lte", 25),
                            ("medium_from__gte", 2),
                        ),
                        name="risks_threshold_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tied_on", models.DateField()),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_ties",
                        to="decisions.action",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_ties",
                        to="plan.objective",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ties", to="risks.risk"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_ties",
                        to="performance.target",
                    ),
                ),
            ],
            options={
                "ordering": ["risk", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action__isnull", True),
                                ("objective__isnull", False),
                                ("target__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", False),
                                ("objective__isnull", True),
                                ("target__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("objective__isnull", True),
                                ("target__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="risks_a_tie_is_to_one_record",
                    ),
                    models.UniqueConstraint(fields=("risk", "objective"), name="risks_objective_tied_once"),
                    models.UniqueConstraint(fields=("risk", "action"), name="risks_action_tied_once"),
                    models.UniqueConstraint(fields=("risk", "target"), name="risks_target_tied_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.CharField(max_length=500)),
                ("event", models.CharField(max_length=300)),
                ("effect", models.CharField(max_length=500)),
                ("treatment", models.CharField(blank=True, max_length=1000)),
                ("on", models.DateField()),
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
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="risks.risk"
                    ),
                ),
            ],
            options={
                "ordering": ["risk", "on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("event", ""), _negated=True), name="risks_wording_says_what"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson_themes",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "name"), name="risks_theme_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=1000)),
                ("action", models.CharField(max_length=500)),
                ("drawn_on", models.DateField()),
                ("due", models.DateField()),
                ("completed_on", models.DateField(blank=True, null=True)),
                ("evidence", models.CharField(blank=True, max_length=500)),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="risks.inspection",
                    ),
                ),
                (
                    "owner_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="access.agency",
                    ),
                ),
                ("themes", models.ManyToManyField(blank=True, related_name="lessons", to="risks.theme")),
            ],
            options={
                "ordering": ["inspection", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "number"), name="risks_lesson_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completed_on__isnull", True), ("evidence", "")),
                            models.Q(
                                ("completed_on__gte", models.F("drawn_on")),
                                ("completed_on__isnull", False),
                                models.Q(("evidence", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risks_lesson_completed_with_evidence",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                fields=("partnership", "number"), name="risks_escalation_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body__isnull", False), ("from_agency__isnull", True)),
                    models.Q(("body__isnull", True), ("from_agency__isnull", False)),
                    _connector="OR",
                ),
                name="risks_escalation_from_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("prepared", "withdrawn")),
                    models.Q(("signed_on__gte", models.F("raised_on")), ("signed_on__isnull", False)),
                    _connector="OR",
                ),
                name="risks_escalation_is_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needed_by__isnull", True), ("needed_by__gte", models.F("raised_on")), _connector="OR"
                ),
                name="risks_escalation_needed_after_raised",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ask", ""), _negated=True), models.Q(("evidence", ""), _negated=True)
                ),
                name="risks_escalation_asks_with_evidence",
            ),
        ),
    ]

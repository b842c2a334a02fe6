import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0003_the_meeting"),
        ("governance", "0002_the_meeting"),
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("who", models.CharField(max_length=500)),
                ("method", models.CharField(max_length=300)),
                ("opens", models.DateField()),
                ("closes", models.DateField()),
                ("said_as", models.CharField(blank=True, max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="plan.deliveryplan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_consultation_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gte", models.F("opens"))),
                        name="plan_consultation_closes_after_it_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("theme", models.CharField(max_length=100)),
                ("words", models.TextField()),
                ("is_dissent", models.BooleanField(default=False)),
                ("what_we_did", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="plan.consultation",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation_findings",
                        to="plan.objective",
                    ),
                ),
            ],
            options={
                "ordering": ["consultation", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "number"), name="plan_consultation_finding_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", True), ("what_we_did", "")),
                            models.Q(
                                models.Q(("what_we_did", ""), _negated=True), ("answered_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="plan_a_finding_answered_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationResponse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_whom", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("written", "written answers"),
                            ("delegates", "people at events"),
                            ("survey", "answers to a survey"),
                        ],
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("is_at_least", models.BooleanField(default=False)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="plan.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["consultation", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0)), name="plan_a_response_counts_somebody"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EqualityAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("written_on", models.DateField()),
                ("summary", models.TextField()),
                ("evidence", models.TextField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no-change", "no change is needed"),
                            ("adjust", "the plan is adjusted"),
                            ("continue", "the plan goes on, for the reasons given"),
                            ("stop", "the plan is stopped and thought again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("signed_off_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equality_assessments",
                        to="plan.deliveryplan",
                    ),
                ),
                (
                    "signed_off_by",
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
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="plan_equality_assessment_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", ""),
                                ("signed_off_by__isnull", True),
                                ("signed_off_on__isnull", True),
                            ),
                            models.Q(
                                ("review_on__isnull", False),
                                ("signed_off_by__isnull", False),
                                ("signed_off_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_equality_signed_off_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on__isnull", True),
                            ("review_on__gt", models.F("signed_off_on")),
                            _connector="OR",
                        ),
                        name="plan_equality_reviewed_after_it_is_signed_off",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EqualityStrand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("position", models.PositiveIntegerField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equality_strands",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "code"), name="plan_equality_strand_code_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EqualityEffect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("better", "better"),
                            ("none", "no difference"),
                            ("worse", "worse"),
                            ("not-known", "not known"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField()),
                ("evidence", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="plan.equalityassessment",
                    ),
                ),
                (
                    "mitigation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="equality_effects",
                        to="decisions.action",
                    ),
                ),
                (
                    "strand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.equalitystrand",
                    ),
                ),
            ],
            options={
                "ordering": ["assessment", "strand", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GateWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("consultation", "consultation"),
                            ("parent", "the parent's answer"),
                            ("equality", "equality impact assessment"),
                            ("measures", "a measure for every objective"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="plan.deliveryplan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "gate"), name="plan_a_gate_waived_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="plan_waived_for_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("consulting", "consulting"),
                            ("parent-consulted", "parent consulted"),
                            ("equality-assessed", "equality assessed"),
                            ("adopted", "adopted"),
                            ("reviewed", "reviewed"),
                            ("rolled-forward", "rolled forward"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("evidence", models.TextField(blank=True)),
                ("waived", models.TextField(blank=True)),
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
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_steps",
                        to="decisions.decision",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="life_steps",
                        to="plan.deliveryplan",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoptions",
                        to="plan.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "to"), name="plan_a_life_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to", "adopted"), _negated=True),
                            models.Q(("decision__isnull", False), ("version__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_adopted_by_a_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to", "reviewed"), _negated=True),
                            models.Q(("decision__isnull", False), models.Q(("evidence", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="plan_reviewed_by_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectiveTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tied_on", models.DateField()),
                ("untied_on", models.DateField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objective_ties",
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
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objective_ties",
                        to="decisions.commission",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objective_ties",
                        to="decisions.decision",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ties", to="plan.objective"
                    ),
                ),
            ],
            options={
                "ordering": ["objective", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action__isnull", True),
                                ("commission__isnull", True),
                                ("decision__isnull", False),
                            ),
                            models.Q(
                                ("action__isnull", False),
                                ("commission__isnull", True),
                                ("decision__isnull", True),
                            ),
                            models.Q(
                                ("action__isnull", True),
                                ("commission__isnull", False),
                                ("decision__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_a_tie_is_to_one_record",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision__isnull", False), ("untied_on__isnull", True)),
                        fields=("objective", "decision"),
                        name="plan_decision_tied_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("action__isnull", False), ("untied_on__isnull", True)),
                        fields=("objective", "action"),
                        name="plan_action_tied_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("commission__isnull", False), ("untied_on__isnull", True)),
                        fields=("objective", "commission"),
                        name="plan_commission_tied_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parent", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("answer", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parent_answers",
                        to="plan.deliveryplan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), _negated=True),
                        name="plan_parent_answered_in_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("reference", models.CharField(blank=True, max_length=300)),
                (
                    "stands",
                    models.CharField(
                        choices=[
                            ("own", "a partner’s own plan"),
                            ("child", "a local plan under this one"),
                            ("beside", "a plan of another body, worked on together"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_plans",
                        to="access.agency",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_plans",
                        to="access.partnership",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_plans",
                        to="plan.deliveryplan",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "stands", "title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agency__isnull", False), models.Q(("owner", ""), _negated=True), _connector="OR"
                        ),
                        name="plan_partner_plan_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="plan_partner_plan_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("by_link", models.BooleanField(default=False)),
                (
                    "claim",
                    models.CharField(
                        choices=[
                            ("no-change", "no change"),
                            ("on-course", "on course"),
                            ("done", "done"),
                            ("later", "later than planned"),
                            ("stuck", "stuck, help is asked"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("forecast", models.CharField(blank=True, max_length=60)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("help_asked", models.CharField(blank=True, max_length=300)),
                ("count", models.PositiveIntegerField(blank=True, null=True)),
                ("said_on", models.DateField()),
                ("said_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits to be settled"),
                            ("accepted", "accepted"),
                            ("queried", "asked back"),
                            ("declined", "not accepted"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
                ("reply", models.CharField(blank=True, max_length=500)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
                (
                    "update",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="plan.milestoneupdate",
                    ),
                ),
            ],
            options={
                "ordering": ["question", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), ("update__isnull", False)),
                            models.Q(
                                models.Q(("state", "accepted"), _negated=True), ("update__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="plan_accepted_answer_is_news",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim", "done"), _negated=True),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_done_needs_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("quarter_starts", models.DateField()),
                ("count", models.PositiveIntegerField()),
                ("out_of", models.PositiveIntegerField(blank=True, null=True)),
                ("told_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measure_values",
                        to="plan.objective",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.person",
                    ),
                ),
                (
                    "answer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="value",
                        to="plan.plananswer",
                    ),
                ),
            ],
            options={
                "ordering": ["objective", "code", "quarter_starts", "told_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("out_of__isnull", True), ("count__lte", models.F("out_of")), _connector="OR"
                        ),
                        name="plan_measured_part_within_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanPredecessor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("covers", models.CharField(max_length=60)),
                ("reference", models.CharField(blank=True, max_length=300)),
                (
                    "before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="plan.deliveryplan",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="plan.deliveryplan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "title"), name="plan_predecessor_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__isnull", True),
                            models.Q(("before", models.F("plan")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_not_its_own_predecessor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("publisher", models.CharField(blank=True, max_length=200)),
                ("published", models.CharField(blank=True, max_length=60)),
                ("reference", models.CharField(blank=True, max_length=300)),
                ("from_on", models.DateField(blank=True, null=True)),
                ("until_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="plan.source",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="access.partnership",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources_answered",
                        to="decisions.action",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="plan.source",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "kind__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "code"), name="plan_source_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("from_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="plan_source_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_source_not_part_of_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceHolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources_held",
                        to="access.agency",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holders", to="plan.source"
                    ),
                ),
            ],
            options={
                "ordering": ["source", "agency"],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "agency"), name="plan_source_held_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("binds", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_kinds",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "code"), name="plan_source_kind_code_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="source",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sources", to="plan.sourcekind"
            ),
        ),
        migrations.CreateModel(
            name="SourceLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.CharField(max_length=40)),
                ("linked_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_links",
                        to="plan.deliveryplan",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="plan.source"
                    ),
                ),
            ],
            options={
                "ordering": ["source", "plan", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("source", "plan", "line"),
                        name="plan_source_linked_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusOverride",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quarter_starts", models.DateField()),
                ("status", models.CharField(max_length=12)),
                ("computed", models.CharField(max_length=12)),
                ("reason", models.CharField(max_length=500)),
                ("given_on", models.DateField()),
                ("given_at", models.DateTimeField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.person"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="plan.milestone",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="plan.objective",
                    ),
                ),
            ],
            options={
                "ordering": ["objective", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="plan_override_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", models.F("computed")), _negated=True),
                        name="plan_override_is_of_another_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on__isnull", True), ("milestone__isnull", True)),
                        fields=("objective", "quarter_starts"),
                        name="plan_one_override_of_objective",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_on__isnull", True), ("milestone__isnull", False)),
                        fields=("milestone", "quarter_starts"),
                        name="plan_one_override_of_milestone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Strategy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategies",
                        to="governance.body",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategies",
                        to="access.partnership",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="plan.strategy",
                    ),
                ),
                (
                    "watched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.body"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.body"
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "-starts", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="plan_strategy_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="plan_strategy_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True),
                            models.Q(("supersedes", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="plan_strategy_not_superseded_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanUnderStrategy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("placed_on", models.DateField()),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="under",
                        to="plan.deliveryplan",
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="plan.strategy"
                    ),
                ),
            ],
            options={
                "ordering": ["strategy", "plan"],
            },
        ),
        migrations.CreateModel(
            name="StrategyApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strategies_approved",
                        to="decisions.decision",
                    ),
                ),
                (
                    "strategy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="plan.strategy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UpdateLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=32, unique=True)),
                ("expires_on", models.DateField()),
                ("link_shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_letters",
                        to="access.person",
                    ),
                ),
            ],
            options={
                "ordering": ["round", "person"],
            },
        ),
        migrations.CreateModel(
            name="UpdateOfMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="governance.body"
                    ),
                ),
                (
                    "update",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told_at",
                        to="plan.milestoneupdate",
                    ),
                ),
            ],
            options={
                "ordering": ["update"],
            },
        ),
        migrations.CreateModel(
            name="UpdateQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_questions",
                        to="access.agency",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="plan.updateletter",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="plan.milestone",
                    ),
                ),
            ],
            options={
                "ordering": ["letter", "milestone"],
            },
        ),
        migrations.AddField(
            model_name="plananswer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="plan.updatequestion"
            ),
        ),
        migrations.CreateModel(
            name="UpdateRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("quarter_starts", models.DateField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="plan.deliveryplan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_one_round_a_quarter"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))),
                        name="plan_round_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 4)),
                        name="plan_round_is_of_a_quarter",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="updatequestion",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="plan.updateround"
            ),
        ),
        migrations.AddField(
            model_name="updateletter",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="plan.updateround"
            ),
        ),
        migrations.CreateModel(
            name="ChangeRequest",
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
                            ("rebaseline", "Another date or figure"),
                            ("lead", "Another lead"),
                            ("drop", "Drop it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("row", models.CharField(max_length=12)),
                ("line", models.CharField(max_length=40)),
                ("field", models.CharField(blank=True, max_length=20)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("asked_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Asked"), ("agreed", "Agreed"), ("refused", "Refused")],
                        default="asked",
                        max_length=8,
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "asked_by",
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
                        related_name="plan_changes",
                        to="decisions.decision",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_requests",
                        to="plan.deliveryplan",
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="plan.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_change_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("plan", "row", "line", "field"),
                        name="plan_change_asked_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="plan_change_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="plan_change_changes_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("after", ""), ("field", ""), ("kind", "drop")),
                            models.Q(
                                models.Q(("kind", "drop"), _negated=True),
                                models.Q(("field", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_change_drops_a_line_or_changes_a_field",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_on", None),
                                ("decision", None),
                                ("state", "asked"),
                                ("version", None),
                            ),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("decision__isnull", False),
                                ("state", "agreed"),
                                ("version__isnull", False),
                            ),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("state", "refused"),
                                ("version", None),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_change_agreed_by_a_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), ("answered_on__gte", models.F("asked_on")), _connector="OR"
                        ),
                        name="plan_change_answered_after_it_was_asked",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="plananswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("proposed", "accepted"))),
                fields=("question",),
                name="plan_one_answer_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="updatequestion",
            constraint=models.UniqueConstraint(
                fields=("round", "milestone"), name="plan_line_asked_once_a_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="updateletter",
            constraint=models.UniqueConstraint(fields=("round", "person"), name="plan_one_letter_a_person"),
        ),
    ]

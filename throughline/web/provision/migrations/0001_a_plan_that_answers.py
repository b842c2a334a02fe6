import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("access", "__first__"),
        ("decisions", "0003_the_meeting"),
        ("governance", "0002_the_meeting"),
        ("plan", "0002_a_plan_that_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedsAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("scope", models.CharField(max_length=500)),
                ("drawn_from", models.CharField(max_length=500)),
                ("findings", models.CharField(max_length=2000)),
                ("assessed_on", models.DateField()),
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_assessments",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "-assessed_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="provision_assessment_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "inside",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="provision.place",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "code"), name="provision_place_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("inside__isnull", True),
                            models.Q(("inside", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="provision_place_not_in_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pathway", models.SlugField(max_length=60)),
                ("cohort", models.SlugField(blank=True, max_length=40)),
                ("size", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "unit",
                    models.CharField(
                        choices=[("people", "people"), ("places", "places")], default="people", max_length=10
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[("month", "a month"), ("quarter", "a quarter"), ("year", "a year")],
                        default="year",
                        max_length=10,
                    ),
                ),
                ("true_of", models.JSONField(blank=True, default=list)),
                ("evidence", models.CharField(max_length=500)),
                ("assessed_on", models.DateField()),
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="access.partnership",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="provision.needsassessment",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="provision.place",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "assessed_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per__in", ["month", "quarter", "year"]), ("unit__in", ["people", "places"])
                        ),
                        name="provision_need_in_a_known_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True),
                        name="provision_need_has_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Intention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("buyer", models.CharField(max_length=200)),
                ("partners", models.CharField(blank=True, max_length=300)),
                ("words", models.CharField(max_length=500)),
                ("pathway", models.SlugField(max_length=60)),
                ("cohorts", models.JSONField(blank=True, default=list)),
                ("decide_on", models.DateField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="access.partnership",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intentions",
                        to="provision.place",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "decide_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="provision_intention_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="provision_intention_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decide_on__lte", models.F("from_on"))),
                        name="provision_decided_before_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GapFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("pathway", models.SlugField(max_length=60)),
                ("cohort", models.SlugField(blank=True, max_length=40)),
                ("words", models.CharField(max_length=500)),
                ("evidence", models.CharField(max_length=500)),
                ("size", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "severity",
                    models.CharField(
                        choices=[("low", "low"), ("medium", "medium"), ("high", "high")], max_length=10
                    ),
                ),
                ("found_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("found", "found"),
                            ("confirmed", "confirmed"),
                            ("being-met", "being met"),
                            ("accepted", "accepted as it is"),
                            ("closed", "closed"),
                            ("dismissed", "dismissed"),
                        ],
                        default="found",
                        max_length=10,
                    ),
                ),
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
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gaps",
                        to="plan.objective",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gaps_owned",
                        to="access.agency",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gaps",
                        to="access.partnership",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gaps",
                        to="provision.needsassessment",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gaps", to="provision.place"
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="provision_gap_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence", ""), _negated=True), name="provision_gap_has_evidence"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Provision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("pathway", models.SlugField(max_length=60)),
                ("cohorts", models.JSONField(blank=True, default=list)),
                ("provider", models.CharField(blank=True, max_length=200)),
                ("sector", models.SlugField(blank=True, max_length=40)),
                ("eligibility", models.CharField(blank=True, max_length=500)),
                ("requires", models.JSONField(blank=True, default=list)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "unit",
                    models.CharField(
                        choices=[("people", "people"), ("places", "places")], default="people", max_length=10
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[("month", "a month"), ("quarter", "a quarter"), ("year", "a year")],
                        default="year",
                        max_length=10,
                    ),
                ),
                ("cost", models.PositiveIntegerField(blank=True, null=True)),
                ("cost_year", models.CharField(blank=True, max_length=20)),
                ("funder", models.CharField(blank=True, max_length=200)),
                ("commissioner", models.CharField(blank=True, max_length=200)),
                ("procurement", models.CharField(blank=True, max_length=200)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("recorded_on", models.DateField()),
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
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="provision.provision",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="access.partnership",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="provision.place",
                    ),
                ),
                (
                    "provider_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True)),
                        fields=("partnership", "number"),
                        name="provision_number_begins_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per__in", ["month", "quarter", "year"]), ("unit__in", ["people", "places"])
                        ),
                        name="provision_in_a_known_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="provision_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("provider", ""), ("provider_agency__isnull", False)),
                            models.Q(
                                ("provider_agency__isnull", True), models.Q(("provider", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="provision_has_one_provider",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost__isnull", True),
                            models.Q(("cost_year", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="provision_cost_has_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingAward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("funder", models.CharField(max_length=200)),
                ("amount", models.PositiveIntegerField()),
                ("conditions", models.CharField(max_length=1000)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="provision.provision",
                    ),
                ),
            ],
            options={
                "ordering": ["provision", "from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="provision_award_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contributor", models.CharField(max_length=200)),
                ("amount", models.PositiveIntegerField()),
                ("year", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=300)),
                ("governed_by", models.CharField(max_length=300)),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="provision.provision",
                    ),
                ),
            ],
            options={
                "ordering": ["provision", "year", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provision", "contributor", "year"), name="provision_one_share_a_year"
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
                ("number", models.PositiveIntegerField()),
                ("to", models.CharField(max_length=200)),
                ("words", models.CharField(max_length=1000)),
                ("made_on", models.DateField()),
                ("answer_by", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
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
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="decisions.decision",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="plan.objective",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="provision_recommendation_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_by__gte", models.F("made_on"))),
                        name="provision_answer_wanted_after_it_was_made",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("taken", "taken up"),
                            ("partly", "taken up in part"),
                            ("declined", "declined"),
                            ("outcome", "what came of it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(max_length=1000)),
                ("told_on", models.DateField()),
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
                        related_name="answers",
                        to="provision.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["recommendation", "told_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="provision_answer_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("needs", "needs"), ("services", "services")], max_length=10),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("staged_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staged_provision",
                        to="access.partnership",
                    ),
                ),
                (
                    "staged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("programmes", "programmes"),
                            ("funding", "funding opportunities"),
                            ("interventions", "interventions"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("cohorts", models.JSONField(blank=True, default=list)),
                ("state", models.CharField(max_length=60)),
                ("every_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("amount", models.PositiveIntegerField(blank=True, null=True)),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogue",
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
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="provision.catalogueentry",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogue_led",
                        to="access.agency",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogue",
                        to="plan.objective",
                    ),
                ),
                (
                    "panels",
                    models.ManyToManyField(
                        blank=True, related_name="programmes_worked", to="governance.body"
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogue",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "register", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("follows__isnull", True)),
                        fields=("partnership", "register", "number"),
                        name="provision_catalogue_number_begins_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GapStep",
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
                            ("found", "found"),
                            ("confirmed", "confirmed"),
                            ("being-met", "being met"),
                            ("accepted", "accepted as it is"),
                            ("closed", "closed"),
                            ("dismissed", "dismissed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("taken_on", models.DateField()),
                ("words", models.CharField(max_length=500)),
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
                    "commission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gap_steps",
                        to="decisions.commission",
                    ),
                ),
                (
                    "gap",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="provision.gapfinding",
                    ),
                ),
            ],
            options={
                "ordering": ["gap", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="provision_gap_step_says_why"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("commission__isnull", False)),
                        fields=("gap", "commission"),
                        name="provision_gap_commission_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("told_on", models.DateField(blank=True, null=True)),
                ("delivered", models.CharField(blank=True, max_length=500)),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring",
                        to="provision.fundingaward",
                    ),
                ),
            ],
            options={
                "ordering": ["award", "due_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("award", "due_on"), name="provision_one_monitoring_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered", ""), ("told_on__isnull", True)),
                            models.Q(("told_on__isnull", False), models.Q(("delivered", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="provision_told_with_what_was_delivered",
                    ),
                ],
            },
        ),
    ]

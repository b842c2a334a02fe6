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
            name="Engagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.SlugField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("held_from", models.DateField()),
                ("held_until", models.DateField(blank=True, null=True)),
                ("groups", models.CharField(blank=True, max_length=300)),
                ("sectors", models.JSONField(blank=True, default=list)),
                ("community", models.CharField(blank=True, max_length=200)),
                ("method", models.CharField(blank=True, max_length=200)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("audience", models.CharField(blank=True, max_length=200)),
                ("speakers", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("invited", models.PositiveIntegerField(blank=True, null=True)),
                ("came", models.PositiveIntegerField(blank=True, null=True)),
                ("responses", models.PositiveIntegerField(blank=True, null=True)),
                ("agreed", models.PositiveIntegerField(blank=True, null=True)),
                ("sessions", models.PositiveIntegerField(blank=True, null=True)),
                ("hours", models.PositiveIntegerField(blank=True, null=True)),
                ("pathway", models.SlugField(blank=True, max_length=40)),
                ("times", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("sunset", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="decisions.decision",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements_led",
                        to="access.person",
                    ),
                ),
                (
                    "lead_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements_led",
                        to="access.agency",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="plan.objective",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="governance.body",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="engagements",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "number"), name="voices_engagement_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_until__isnull", True),
                            ("held_until__gte", models.F("held_from")),
                            _connector="OR",
                        ),
                        name="voices_until_follows_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "task-and-finish"), _negated=True),
                            models.Q(("parent__isnull", False), ("sunset__isnull", False)),
                            _connector="OR",
                        ),
                        name="voices_task_group_has_parent_and_sunset",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sunset__isnull", True), ("sunset__gte", models.F("held_from")), _connector="OR"
                        ),
                        name="voices_sunset_follows_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("times__isnull", True),
                            models.Q(("times__gte", 1), ("times__lte", 12)),
                            _connector="OR",
                        ),
                        name="voices_times_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed__isnull", True),
                            models.Q(("agreed__lte", models.F("responses")), ("responses__isnull", False)),
                            _connector="OR",
                        ),
                        name="voices_agreed_are_of_those_who_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EngagementEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_version", models.PositiveIntegerField()),
                ("was", models.JSONField()),
                ("edited_on", models.DateField()),
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
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edits",
                        to="voices.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "was_version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("engagement", "was_version"), name="voices_edited_once_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=600)),
                ("found_on", models.DateField()),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="voices.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("engagement", "number"), name="voices_finding_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeardFrom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heard_in",
                        to="access.agency",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heard",
                        to="voices.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_version__isnull", True)),
                        fields=("engagement", "agency"),
                        name="voices_an_organisation_heard_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField()),
                ("due", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("named", "somebody is named"), ("nobody", "nobody can be named")],
                        max_length=10,
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=200)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations_asked",
                        to="access.agency",
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
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="voices.engagement",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="access.person",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("engagement", "agency"), name="voices_nomination_asked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due__gte", models.F("asked_on"))),
                        name="voices_nomination_due_after_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on__isnull", True)),
                            models.Q(
                                ("answer", "named"),
                                ("answered_on__isnull", False),
                                models.Q(("post", ""), _negated=True),
                            ),
                            models.Q(
                                ("answer", "nobody"),
                                ("answered_on__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="voices_nomination_answer_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=600)),
                ("due", models.DateField(blank=True, null=True)),
                ("came_on", models.DateField(blank=True, null=True)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("recorded_on", models.DateField()),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voice_outcomes",
                        to="decisions.action",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voice_outcomes",
                        to="decisions.decision",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="voices.engagement",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="voices.finding",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("engagement", "number"), name="voices_outcome_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due__isnull", False), ("came_on__isnull", False), _connector="OR"
                        ),
                        name="voices_outcome_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("came_on__isnull", True),
                            models.Q(("evidence", ""), _negated=True),
                            ("decision__isnull", False),
                            ("action__isnull", False),
                            _connector="OR",
                        ),
                        name="voices_outcome_that_came_is_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cited_on", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices_cited",
                        to="plan.objective",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="voices.outcome",
                    ),
                ),
            ],
            options={
                "ordering": ["objective", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("outcome", "objective"),
                        name="voices_cited_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeOwner",
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
                        related_name="outcomes_owned",
                        to="access.agency",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owners",
                        to="voices.outcome",
                    ),
                ),
            ],
            options={
                "ordering": ["outcome", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("outcome", "agency"), name="voices_an_owner_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("asks", models.JSONField(blank=True, default=list)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voice_types",
                        to="access.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "code"), name="voices_own_type_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SunsetChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.DateField()),
                ("to", models.DateField(blank=True, null=True)),
                ("told_on", models.DateField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sunset_changes",
                        to="decisions.decision",
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sunset_changes",
                        to="voices.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to__isnull", True), ("to__gt", models.F("was")), _connector="OR"
                        ),
                        name="voices_sunset_moves_on",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TimeHeld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField()),
                ("came", models.PositiveIntegerField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="times_held",
                        to="voices.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "held_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("engagement", "held_on"), name="voices_held_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ToReach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("reached_on", models.DateField(blank=True, null=True)),
                ("hours", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="to_reach",
                        to="voices.engagement",
                    ),
                ),
            ],
            options={
                "ordering": ["engagement", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("engagement", "name"), name="voices_to_reach_named_once")
                ],
            },
        ),
    ]

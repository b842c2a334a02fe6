import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0001_initial"),
        ("governance", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("by_link", models.BooleanField(default=False)),
                ("said_at", models.DateTimeField()),
                ("text", models.CharField(blank=True, max_length=1000)),
                (
                    "claim",
                    models.CharField(
                        choices=[
                            ("done", "done"),
                            ("on-course", "on course"),
                            ("longer", "needs longer"),
                            ("stuck", "stuck"),
                            ("not-mine", "not theirs"),
                        ],
                        max_length=10,
                    ),
                ),
                ("forecast", models.DateField(blank=True, null=True)),
                ("evidence", models.CharField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for the secretary"),
                            ("accepted", "accepted"),
                            ("queried", "queried"),
                            ("escalated", "put to the board"),
                            ("declined", "declined"),
                            ("decided", "decided by the board"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("reply", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["action", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Cascade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_on", models.DateField()),
                ("effective_from", models.DateField(blank=True, null=True)),
                ("started_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-told_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CascadeAnswer",
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
                            ("acknowledged", "acknowledged"),
                            ("implemented", "implemented"),
                            ("declined", "declined"),
                            ("not-applicable", "not applicable"),
                        ],
                        max_length=15,
                    ),
                ),
                ("said_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("is_on_behalf", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["receipt", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CascadeReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["cascade", "agency__name"],
            },
        ),
        migrations.CreateModel(
            name="ChairsAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("because", models.CharField(max_length=500)),
                ("reported_on", models.DateField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("noted", "noted"), ("reversed", "reversed")], max_length=10
                    ),
                ),
            ],
            options={
                "ordering": ["decision"],
            },
        ),
        migrations.CreateModel(
            name="ChaseRequest",
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
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["round", "person", "action"],
            },
        ),
        migrations.CreateModel(
            name="ChaseRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("made_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["partnership", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("scope", models.CharField(max_length=1000)),
                ("product", models.CharField(max_length=300)),
                ("asked_on", models.DateField()),
                ("due", models.DateField()),
                ("under_clause", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("delivered", "delivered"),
                            ("closed", "closed"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "number"],
            },
        ),
        migrations.CreateModel(
            name="CommissionStep",
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
                            ("asked", "asked"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                            ("delivered", "delivered"),
                            ("closed", "closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("taken_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["commission", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DecisionStep",
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
                        choices=[("implemented", "implemented"), ("closed", "closed")], max_length=12
                    ),
                ),
                ("taken_on", models.DateField()),
                ("evidence", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["decision", "pk"],
            },
        ),
        migrations.CreateModel(
            name="JoiningAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_agreed", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="OwnerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for the new owner"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("given", "given, because the earlier owner could not keep it"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["action", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StateChange",
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
                            ("open", "open"),
                            ("proposed", "not yet accepted"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("in-progress", "in progress"),
                            ("blocked", "blocked"),
                            ("claimed", "claimed done"),
                            ("verified", "verified"),
                            ("cancelled", "cancelled"),
                            ("merged", "merged"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("proposed", "not yet accepted"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("in-progress", "in progress"),
                            ("blocked", "blocked"),
                            ("claimed", "claimed done"),
                            ("verified", "verified"),
                            ("cancelled", "cancelled"),
                            ("merged", "merged"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["action", "pk"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cancelled_actions",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="decisions.action",
            ),
        ),
        migrations.AddField(
            model_name="datechange",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="datechange",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="effective_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="rescinds",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rescinded_by",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="stood",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="action",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("proposed", "not yet accepted"),
                    ("accepted", "accepted"),
                    ("declined", "declined"),
                    ("in-progress", "in progress"),
                    ("blocked", "blocked"),
                    ("claimed", "claimed done"),
                    ("verified", "verified"),
                    ("cancelled", "cancelled"),
                    ("merged", "merged"),
                ],
                default="proposed",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="datechange",
            name="reason",
            field=models.CharField(max_length=1000),
        ),
        migrations.AlterField(
            model_name="decision",
            name="authority",
            field=models.CharField(
                choices=[
                    ("made", "made"),
                    ("no-quorum-stated", "made; no quorum stated"),
                    ("recommended", "recommended"),
                    ("chairs-action", "chair’s action"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="ratifies",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratified_by",
                to="decisions.decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    ("cancelled_by__isnull", False),
                    _connector="OR",
                ),
                name="decisions_action_cancelled_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "merged"), _negated=True),
                    ("merged_into__isnull", False),
                    _connector="OR",
                ),
                name="decisions_action_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="decisions_action_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rescinds__isnull", True),
                    models.Q(("rescinds", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="decisions_not_rescinded_by_itself",
            ),
        ),
        migrations.AddField(
            model_name="actionupdate",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="decisions.action"
            ),
        ),
        migrations.AddField(
            model_name="actionupdate",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="actionupdate",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="updates_recorded",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="actionupdate",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="updates_settled",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="datechange",
            name="update",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="date_change",
                to="decisions.actionupdate",
            ),
        ),
        migrations.AddField(
            model_name="cascade",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="cascade", to="decisions.decision"
            ),
        ),
        migrations.AddField(
            model_name="cascadeanswer",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="cascadereceipt",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cascade_receipts",
                to="access.agency",
            ),
        ),
        migrations.AddField(
            model_name="cascadereceipt",
            name="cascade",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="decisions.cascade"
            ),
        ),
        migrations.AddField(
            model_name="cascadeanswer",
            name="receipt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="decisions.cascadereceipt",
            ),
        ),
        migrations.AddField(
            model_name="chairsaction",
            name="allowed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chairs_actions_allowed",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="chairsaction",
            name="answered_by",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chairs_action_answered",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="chairsaction",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chairs_action",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="chaserequest",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chase_requests",
                to="decisions.action",
            ),
        ),
        migrations.AddField(
            model_name="chaserequest",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="chase_requests", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="chaserequest",
            name="update",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chase_request",
                to="decisions.actionupdate",
            ),
        ),
        migrations.AddField(
            model_name="chaseround",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chase_rounds",
                to="access.partnership",
            ),
        ),
        migrations.AddField(
            model_name="chaserequest",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="decisions.chaseround",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="commissions", to="governance.body"
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commissions",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commissions",
                to="access.partnership",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="to_agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commissions_received",
                to="access.agency",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="to_body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commissions_received",
                to="governance.body",
            ),
        ),
        migrations.AddField(
            model_name="commission",
            name="waiver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commissions_waived",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="commissionstep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="commissionstep",
            name="commission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="decisions.commission"
            ),
        ),
        migrations.AddField(
            model_name="decisionstep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="decisionstep",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="decisions.decision"
            ),
        ),
        migrations.AddField(
            model_name="joininganswer",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joining_answers",
                to="decisions.decision",
            ),
        ),
    ]

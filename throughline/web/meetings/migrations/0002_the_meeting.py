import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0003_the_meeting"),
        ("governance", "0002_the_meeting"),
        ("meetings", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adjournment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["meeting", "from_at"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["minute", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.TextField()),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["minute", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("leaves_out", models.JSONField(default=list)),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "dispatches",
                "ordering": ["issue", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                ("leaves_the_room", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ItemReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Minute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("series", models.CharField(blank=True, max_length=40)),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("note", "note"), ("decision", "decision"), ("action", "action")],
                        default="note",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("public", "everyone, once approved"),
                            ("body", "everyone who reads the body’s papers"),
                            ("members", "members of the body only"),
                        ],
                        default="public",
                        max_length=10,
                    ),
                ),
                ("once", models.CharField(blank=True, max_length=40)),
                ("written_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["meeting", "item__position", "written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesRecipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("message", "message with a link"),
                            ("handed", "no e-mail address: hand it to them"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["version", "person__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("circulated", "draft, circulated"),
                            ("approved", "approved"),
                            ("corrected", "corrected"),
                        ],
                        max_length=12,
                    ),
                ),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("comments_close_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("matter", models.SlugField(blank=True, max_length=60)),
                ("put_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "being voted on"),
                            ("carried", "carried"),
                            ("fell", "fell"),
                            ("not-defined", "no result: the terms do not say how votes count"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("once", models.CharField(blank=True, max_length=40)),
                ("casting", models.CharField(blank=True, max_length=10)),
                ("counted", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["item", "number"],
            },
        ),
        migrations.CreateModel(
            name="PackIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("contents", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("came_as", models.CharField(default="pasted", max_length=10)),
                ("received_on", models.DateField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["paper", "number"],
            },
        ),
        migrations.CreateModel(
            name="Presiding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("because", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["meeting", "from_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProposedEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.TextField()),
                ("proposed", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "waiting"), ("taken", "taken"), ("left", "left")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["minute", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReferralPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("acknowledged_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["meeting", "reference"],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("seat", models.CharField(max_length=80)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("coming", "coming"),
                            ("remote", "joining remotely"),
                            ("deputy", "sending a deputy"),
                            ("away", "not coming"),
                        ],
                        max_length=10,
                    ),
                ),
                ("deputy_is_briefed", models.BooleanField(default=False)),
                ("from_at", models.TimeField(blank=True, null=True)),
                ("until_at", models.TimeField(blank=True, null=True)),
                ("replied_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "replies",
                "ordering": ["meeting", "seat"],
            },
        ),
        migrations.CreateModel(
            name="RuleNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("rule", models.SlugField(max_length=60)),
                ("due", models.DateField()),
                ("rests_on", models.CharField(max_length=120)),
                ("words", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["body", "due", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="meetings_a_rule_note_has_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("is_remote", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["attendance", "arrived_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at__isnull", True),
                            ("left_at__gte", models.F("arrived_at")),
                            _connector="OR",
                        ),
                        name="meetings_nobody_leaves_before_arriving",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("elector", models.CharField(max_length=80)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("for", "for"),
                            ("against", "against"),
                            ("abstain", "abstains"),
                            ("recused", "takes no part"),
                        ],
                        max_length=10,
                    ),
                ),
                ("cast_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["motion", "pk"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="number",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="permitted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items_let_in",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="readers",
            field=models.CharField(
                choices=[
                    ("body", "everyone who reads the body’s papers"),
                    ("members", "members of the body only"),
                    ("named", "those named on the item only"),
                ],
                default="body",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="tabled_late_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="asked_by",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="meeting",
            name="called_for",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="course",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="meeting",
            name="ends_at",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_short_notice",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="moved_because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="meeting",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="resumes_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="room_stamp",
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name="paper",
            name="cleared_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="last_chased_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paper",
            name="permitted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers_let_in",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="state",
            field=models.CharField(
                choices=[
                    ("commissioned", "asked for"),
                    ("drafting", "being drafted"),
                    ("submitted", "in"),
                    ("cleared", "cleared"),
                    ("published", "published"),
                    ("taken", "taken"),
                    ("late-tabled", "tabled late"),
                    ("withdrawn", "withdrawn"),
                ],
                default="commissioned",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("called", "called"),
                    ("published", "agenda published"),
                    ("in-session", "in session"),
                    ("adjourned", "adjourned"),
                    ("held", "held"),
                    ("abandoned", "abandoned without a quorum"),
                    ("cancelled", "cancelled"),
                ],
                default="called",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="paper",
            name="readers",
            field=models.CharField(
                choices=[
                    ("body", "everyone who reads the body’s papers"),
                    ("members", "members of the body only"),
                    ("named", "those named on the item only"),
                ],
                default="body",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "code"), name="meetings_agenda_code_once"),
        ),
        migrations.AddField(
            model_name="adjournment",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjournments",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="access.agency",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="by_person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes_corrected",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="packs_sent", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="attendance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interests",
                to="meetings.attendance",
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="interests",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="itemreader",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="named_readers",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="itemreader",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items_opened", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="action",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minute",
                to="decisions.action",
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="decision",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minute",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minute_lines",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minute_lines",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="minute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="meetings.minute"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="minute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="meetings.minute"
            ),
        ),
        migrations.AddField(
            model_name="minutesrecipient",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes_received",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="minutesversion",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes_approved",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="minutesversion",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes_versions",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="minutesrecipient",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients",
                to="meetings.minutesversion",
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="decision",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="motion",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="motions", to="meetings.agendaitem"
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="mover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="motions_moved",
                to="meetings.attendance",
            ),
        ),
        migrations.AddField(
            model_name="motion",
            name="seconder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="motions_seconded",
                to="meetings.attendance",
            ),
        ),
        migrations.AddField(
            model_name="packissue",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dispatches",
                to="meetings.packissue",
            ),
        ),
        migrations.AddField(
            model_name="paperversion",
            name="paper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="meetings.paper"
            ),
        ),
        migrations.AddField(
            model_name="presiding",
            name="attendance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="presidings",
                to="meetings.attendance",
            ),
        ),
        migrations.AddField(
            model_name="presiding",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="presidings", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="proposededit",
            name="by_person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposed_edits", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="proposededit",
            name="minute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposed_edits",
                to="meetings.minute",
            ),
        ),
        migrations.AddField(
            model_name="referralpaper",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="access.agency"
            ),
        ),
        migrations.AddField(
            model_name="referralpaper",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="referralpaper",
            name="paper",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="referral", to="meetings.paper"
            ),
        ),
        migrations.AddField(
            model_name="referralpaper",
            name="referrer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="deputy",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replies_as_deputy",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="access.person"
            ),
        ),
        migrations.AddField(
            model_name="rulenote",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rule_notes", to="governance.body"
            ),
        ),
        migrations.AddField(
            model_name="rulenote",
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
            model_name="stay",
            name="attendance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="stays", to="meetings.attendance"
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="attendance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="meetings.attendance"
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="motion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="meetings.motion"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjournment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until_at__isnull", True)),
                fields=("meeting",),
                name="meetings_adjourned_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.UniqueConstraint(
                fields=("item", "attendance"), name="meetings_one_interest_an_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemreader",
            constraint=models.UniqueConstraint(
                fields=("item", "person"), name="meetings_named_reader_once_an_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="minute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("once", ""), _negated=True),
                fields=("meeting", "once"),
                name="meetings_a_form_writes_one_minute",
            ),
        ),
        migrations.AddConstraint(
            model_name="minute",
            constraint=models.UniqueConstraint(
                fields=("meeting", "series", "number"), name="meetings_minute_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="meetings_minutes_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesrecipient",
            constraint=models.UniqueConstraint(
                fields=("version", "person"), name="meetings_minutes_go_once_to_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                fields=("item", "number"), name="meetings_motion_number_once_an_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("once", ""), _negated=True),
                fields=("item", "once"),
                name="meetings_a_form_puts_one_motion",
            ),
        ),
        migrations.AddConstraint(
            model_name="packissue",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="meetings_pack_issue_once"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(
                fields=("issue", "person"), name="meetings_sent_an_issue_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperversion",
            constraint=models.UniqueConstraint(
                fields=("paper", "number"), name="meetings_paper_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralpaper",
            constraint=models.UniqueConstraint(
                fields=("meeting", "reference"), name="meetings_referral_once_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True), ("acknowledged_on__isnull", True), _connector="OR"
                ),
                name="meetings_a_withdrawn_referral_is_not_acknowledged",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(
                fields=("meeting", "seat"), name="meetings_one_reply_a_seat_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "deputy"), ("deputy__isnull", False)),
                    models.Q(models.Q(("answer", "deputy"), _negated=True), ("deputy__isnull", True)),
                    _connector="OR",
                ),
                name="meetings_a_deputy_is_named_where_one_is_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulenote",
            constraint=models.UniqueConstraint(
                fields=("body", "rule", "due", "rests_on"), name="meetings_one_note_an_occasion"
            ),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("attendance",),
                name="meetings_in_the_room_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                fields=("motion", "elector"), name="meetings_one_vote_an_elector"
            ),
        ),
    ]

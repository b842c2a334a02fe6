import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("access", "__first__"),
        ("decisions", "0003_the_meeting"),
        ("performance", "0002_the_meeting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Annotation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("words", models.CharField(max_length=300)),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["indicator", "on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CaseDates",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mappa", "MAPPA levels and reviews"),
                            ("visor", "ViSOR records and reviews"),
                            ("sfo", "serious further offences"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("dates", models.JSONField()),
            ],
            options={
                "ordering": ["receipt", "kind", "reference"],
            },
        ),
        migrations.CreateModel(
            name="Commentary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period_ends", models.DateField()),
                ("words", models.TextField(max_length=1200)),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["indicator", "period_ends", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Drawing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=20)),
                ("wide", models.TextField()),
                ("narrow", models.TextField()),
                ("drawn_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["partnership", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MappingProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("number", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("settings", models.JSONField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["partnership", "name", "number"],
            },
        ),
        migrations.CreateModel(
            name="PublicScorecard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("set_code", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=160)),
                ("words", models.TextField(blank=True)),
                ("licence", models.CharField(blank=True, max_length=200)),
                ("contents", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("released", "released"), ("withdrawn", "withdrawn")],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("edited_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["partnership", "-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("state__in", ["draft", "released"]),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="performance_withdrawn_with_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["scorecard", "approved_at"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "ordering": ["scorecard", "since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("table", models.CharField(blank=True, max_length=120)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("settings", models.JSONField(default=dict)),
                ("status", models.CharField(default="final", max_length=12)),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("staged", "staged"),
                            ("mapped", "mapped"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                            ("undone", "undone"),
                        ],
                        default="staged",
                        max_length=12,
                    ),
                ),
                ("staged_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-staged_at", "-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="observation",
            name="performance_indicator_once_in_a_return",
        ),
        migrations.AddField(
            model_name="observation",
            name="area",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="observation",
            name="group",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="receipt",
            name="file_name",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="receipt",
            name="undone_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="receipt",
            name="undone_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="seriesbreak",
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
            model_name="seriesbreak",
            name="kind",
            field=models.CharField(
                choices=[
                    ("definition", "the definition changed"),
                    ("system", "the figures come from another system or supplier"),
                    ("policy", "the law or the policy changed"),
                    ("decision", "a board decided to judge from here on"),
                ],
                default="system",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["indicator", "area", "group", "ends"], name="performance_one_series"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=("receipt", "indicator", "area", "group", "starts", "ends"),
                name="performance_figure_once_in_a_return",
            ),
        ),
        migrations.AddConstraint(
            model_name="seriesbreak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "decision"), _negated=True),
                    ("decision__isnull", False),
                    _connector="OR",
                ),
                name="performance_rebased_by_a_decision",
            ),
        ),
        migrations.AddField(
            model_name="annotation",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="annotations",
                to="performance.indicator",
            ),
        ),
        migrations.AddField(
            model_name="annotation",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casedates",
            name="receipt",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case_dates",
                to="performance.receipt",
            ),
        ),
        migrations.AddField(
            model_name="commentary",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commentaries",
                to="performance.indicator",
            ),
        ),
        migrations.AddField(
            model_name="commentary",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="drawing",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="drawings", to="access.partnership"
            ),
        ),
        migrations.AddField(
            model_name="mappingprofile",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mapping_profiles",
                to="access.partnership",
            ),
        ),
        migrations.AddField(
            model_name="mappingprofile",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="publicscorecard",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="publicscorecard",
            name="first_approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="publicscorecard",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="public_scorecards",
                to="access.partnership",
            ),
        ),
        migrations.AddField(
            model_name="publicscorecard",
            name="second_approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="releaseapproval",
            name="approved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="releaseapproval",
            name="scorecard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="performance.publicscorecard",
            ),
        ),
        migrations.AddField(
            model_name="releaseauthor",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="releaseauthor",
            name="scorecard",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="authors",
                to="performance.publicscorecard",
            ),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staged_files",
                to="access.partnership",
            ),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="profile",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="performance.mappingprofile",
            ),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="receipt",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staged_file",
                to="performance.receipt",
            ),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="staged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stagedfile",
            name="supplier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="staged_files", to="access.agency"
            ),
        ),
        migrations.AddConstraint(
            model_name="casedates",
            constraint=models.UniqueConstraint(
                fields=("receipt", "kind", "reference"), name="performance_case_once_in_a_return"
            ),
        ),
        migrations.AddConstraint(
            model_name="drawing",
            constraint=models.UniqueConstraint(
                fields=("partnership", "digest"), name="performance_drawn_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mappingprofile",
            constraint=models.UniqueConstraint(
                fields=("partnership", "name", "number"), name="performance_profile_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicscorecard",
            constraint=models.UniqueConstraint(
                fields=("partnership", "number"), name="performance_release_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publicscorecard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("first_approved_by__isnull", True),
                        ("released_at__isnull", True),
                        ("second_approved_by__isnull", True),
                        ("state", "draft"),
                    ),
                    models.Q(
                        ("first_approved_by__isnull", False),
                        ("released_at__isnull", False),
                        ("second_approved_by__isnull", False),
                        ("state__in", ["released", "withdrawn"]),
                    ),
                    _connector="OR",
                ),
                name="performance_released_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicscorecard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_approved_by", models.F("second_approved_by")), _negated=True),
                    models.Q(("first_approved_by", models.F("author")), _negated=True),
                    models.Q(("second_approved_by", models.F("author")), _negated=True),
                ),
                name="performance_released_by_two_others",
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseapproval",
            constraint=models.UniqueConstraint(
                fields=("scorecard", "digest", "approved_by"), name="performance_approved_once_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="releaseauthor",
            constraint=models.UniqueConstraint(
                fields=("scorecard", "author"), name="performance_author_once_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="stagedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receipt__isnull", False), ("state__in", ["accepted", "undone"])),
                    models.Q(("receipt__isnull", True), ("state__in", ["staged", "mapped", "withdrawn"])),
                    _connector="OR",
                ),
                name="performance_accepted_with_a_receipt",
            ),
        ),
    ]

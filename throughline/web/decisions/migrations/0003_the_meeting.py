import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_invitation_ended_at_partnership_needs_second_step_and_more"),
        ("decisions", "0002_the_meeting"),
        ("governance", "0002_the_meeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="joininganswer",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer",
                to="governance.joiningrequest",
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="owner_changes",
                to="decisions.action",
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="from_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="from_owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="to_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.agency"
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="to_owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddField(
            model_name="statechange",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="state_changes",
                to="decisions.action",
            ),
        ),
        migrations.AddField(
            model_name="statechange",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim", "longer"), _negated=True), ("forecast__isnull", False), _connector="OR"
                ),
                name="decisions_update_longer_gives_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim", "done"), _negated=True),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="decisions_update_done_has_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="actionupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "proposed"), ("settled_at__isnull", False), _connector="OR"),
                name="decisions_update_settled_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="cascadereceipt",
            constraint=models.UniqueConstraint(
                fields=("cascade", "agency"), name="decisions_told_once_of_a_decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="cascadeanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("says__in", ("declined", "not-applicable")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="decisions_declining_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="chairsaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clause", ""), _negated=True), ("allowed_by__isnull", False), _connector="OR"
                ),
                name="decisions_chair_acts_by_a_right",
            ),
        ),
        migrations.AddConstraint(
            model_name="chairsaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_by__isnull", True)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        ("answered_by__isnull", False),
                        ("reported_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="decisions_chairs_action_answered_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="chaseround",
            constraint=models.UniqueConstraint(
                fields=("partnership", "number"), name="decisions_chase_round_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chaserequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("round", "action"),
                name="decisions_asked_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="chaserequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered_at__isnull", True), ("update__isnull", False), _connector="OR"),
                name="decisions_chase_answer_is_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.UniqueConstraint(
                fields=("partnership", "number"), name="decisions_commission_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_agency__isnull", False), ("to_body__isnull", True)),
                    models.Q(("to_agency__isnull", True), ("to_body__isnull", False)),
                    _connector="OR",
                ),
                name="decisions_commission_asked_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(("due__gte", models.F("asked_on"))),
                name="decisions_commission_due_after_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to", "refused"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="decisions_commission_refused_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionstep",
            constraint=models.UniqueConstraint(fields=("decision", "to"), name="decisions_a_step_once"),
        ),
        migrations.AddConstraint(
            model_name="decisionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to", "implemented"), _negated=True),
                    models.Q(("evidence", ""), _negated=True),
                    _connector="OR",
                ),
                name="decisions_implemented_has_evidence",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownerchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "waiting")),
                fields=("action",),
                name="decisions_one_owner_asked_at_a_time",
            ),
        ),
    ]

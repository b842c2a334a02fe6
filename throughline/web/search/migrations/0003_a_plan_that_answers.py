from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="searchentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("body", "body"),
                    ("agency", "organisation"),
                    ("clause", "clause of the terms"),
                    ("objective", "objective of the plan"),
                    ("meeting", "meeting"),
                    ("item", "agenda item"),
                    ("paper", "paper"),
                    ("minute", "minute"),
                    ("decision", "decision"),
                    ("action", "action"),
                    ("voice", "record of who was heard"),
                    ("source", "duty, plan or theme behind the plan"),
                    ("risk", "risk or issue"),
                    ("service", "service"),
                    ("gap", "gap"),
                ],
                max_length=10,
            ),
        ),
    ]

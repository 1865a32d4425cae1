"""Accounts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Lay the table of accounts."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("name", models.CharField(max_length=150, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader: sees"),
                            ("researcher", "researcher: adds reports, proposes"),
                            ("reviewer", "reviewer: decides on statements"),
                            ("editor", "editor: decides who is who, what belongs to a case, what is protected"),
                            ("administrator", "administrator: lets people in, erases, backs up"),
                        ],
                        default="reader",
                        max_length=20,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={"abstract": False},
        )
    ]

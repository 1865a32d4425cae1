from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from khronika.record.guards import guard, unguard


def put(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    guard(editor.connection.alias)


def take(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    unguard(editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_first")]
    operations = [migrations.RunPython(put, take)]

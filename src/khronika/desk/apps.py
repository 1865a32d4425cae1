"""The desk as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app's name and label."""

    name = "khronika.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

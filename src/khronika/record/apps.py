"""The record as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The app's name and label."""

    name = "khronika.record"
    label = "record"

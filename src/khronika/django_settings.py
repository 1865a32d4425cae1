"""Django's settings, for the rooms that are Django apps: the record, and the desk on top of it.

No database is named here: each chronicle that is opened brings its own (``khronika.record.engine``).
"""

INSTALLED_APPS = ["khronika.record"]
DATABASES: dict[str, dict[str, object]] = {}
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING_CONFIG = None  # what is logged, and where, is for the program that runs to say

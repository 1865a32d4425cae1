"""What a chronicle holds: originals, statements and decisions, kept in a log that is only ever added to.

The record is a Django app. Whoever imports it without having set up Django gets Khronika's own settings; the rooms
before it import neither.
"""

from django.conf import settings

if not settings.configured:
    import django

    from khronika import django_settings

    settings.configure(**{name: value for name, value in vars(django_settings).items() if name.isupper()})
    django.setup()

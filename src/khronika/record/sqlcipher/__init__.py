"""Django's backend for an encrypted SQLite file: ``base`` is the module that Django looks for."""

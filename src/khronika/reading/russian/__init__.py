"""Russian: what hangs on its grammar, beside the logic that all languages share.

The parse comes from slovnet and navec (the models that natasha ships), word forms from pymorphy3. Which words convict,
which nouns are courts and so on stands in ``lexicons/ru``; dates are worked out by the same code as in English.
"""

"""What was learned from annotated documents, beside the rules: how sure a statement is.

Everything here works on passages, statements and features that are text, so that a language needs weights of its own
(``models/<language>.json``, made by ``quality/train.py``) and nothing else. A language without weights is read by its
rules alone.
"""

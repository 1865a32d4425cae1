"""The tables of a chronicle, as Django knows them.

``EntryRow`` is the log and the only truth; ``ChronicleRow`` says whose it is. All others are folded from the log,
written by nothing but a fold, and can be thrown away. They hold whole numbers, truths and text only (JSON as canonical
text, times as ISO 8601 in UTC), so that both databases keep the very same.
"""

from django.db import models


class ChronicleRow(models.Model):
    """Whose database it is. ``folded`` tells which version of the folds made the tables."""

    origin = models.TextField(primary_key=True)
    begun = models.TextField()
    begun_by = models.TextField()
    folded = models.IntegerField()

    class Meta:  # noqa: D106 - Django's way of naming a table
        db_table = "chronicle"


class EntryRow(models.Model):
    """An entry of the log. ``place`` counts all entries from 1 and gives their order, ``number`` those of an origin."""

    place = models.BigIntegerField(primary_key=True)
    origin = models.TextField()
    number = models.BigIntegerField()
    time = models.TextField()
    actor = models.TextField()
    kind = models.TextField()
    body = models.TextField()
    salt = models.TextField()
    body_hash = models.TextField()
    previous = models.TextField()
    hash = models.TextField()

    class Meta:  # noqa: D106
        db_table = "entry"
        constraints = (models.UniqueConstraint(fields=("origin", "number"), name="entry_once"),)


class SourceRow(models.Model):
    """A captured document. ``number`` is the place of its entry; ``reader`` read it last, ``note`` says why not."""

    sha256 = models.TextField(primary_key=True)
    number = models.BigIntegerField()
    body = models.TextField()
    reader = models.TextField()
    note = models.TextField()

    class Meta:  # noqa: D106
        db_table = "source"
        indexes = (models.Index(fields=("number",), name="source_order"),)


class StatementRow(models.Model):
    """A statement as it was read, and what was decided about it; ``amended`` is what a person made of it, or empty.

    ``written_by`` is the person who wrote it, or empty if a reader proposed it; ``read`` tells whether one did.
    """

    id = models.TextField(primary_key=True)
    source = models.ForeignKey(SourceRow, on_delete=models.DO_NOTHING, db_column="sha256", db_index=False)
    place = models.IntegerField()
    body = models.TextField()
    amended = models.TextField()
    standing = models.TextField()
    decided_by = models.TextField()
    decided_at = models.TextField()
    reason = models.TextField()
    written_by = models.TextField(default="")
    read = models.BooleanField(default=True)

    class Meta:  # noqa: D106
        db_table = "statement"
        indexes = (models.Index(fields=("source", "place"), name="statement_of"),)


class DecisionRow(models.Model):
    """What a person decided about one subject, in force unless it was taken back.

    ``number`` is the place of its ``entry`` ("ORIGIN:NUMBER"): one that speaks of several subjects has a row for each.
    ``statement`` is the one that the subject belongs to, or empty. ``value`` is canonical JSON.
    """

    id = models.TextField(primary_key=True)
    entry = models.TextField()
    number = models.BigIntegerField()
    kind = models.TextField()
    subject = models.TextField()
    statement = models.TextField()
    value = models.TextField()
    decided_by = models.TextField()
    decided_at = models.TextField()
    reason = models.TextField()
    in_force = models.BooleanField()

    class Meta:  # noqa: D106
        db_table = "decision"
        indexes = (
            models.Index(fields=("entry",), name="decision_entry"),
            models.Index(fields=("subject", "number"), name="decision_subject"),
            models.Index(fields=("statement",), name="decision_statement"),
        )


class PartyRow(models.Model):
    """A person, an organization, a body or a group. ``into`` is the party that this one was merged into, or empty."""

    id = models.TextField(primary_key=True)
    type = models.TextField()
    name = models.TextField()
    into = models.TextField()

    class Meta:  # noqa: D106
        db_table = "party"
        indexes = (models.Index(fields=("into",), name="party_into"),)


class MentionRow(models.Model):
    """A mention in a statement ("ID/victims/0") and the party that it was linked to."""

    id = models.TextField(primary_key=True)
    statement = models.TextField()
    party = models.TextField()

    class Meta:  # noqa: D106
        db_table = "mention"
        indexes = (
            models.Index(fields=("statement",), name="mention_statement"),
            models.Index(fields=("party",), name="mention_party"),
        )


class NamingRow(models.Model):
    """A place where a name stands: a mention in a statement ("ID/victims/0"), or a party (its id) that goes by it.

    ``unlinked`` is the id that whoever is meant has while no decision links the mention to a party; a party has none.
    """

    id = models.TextField(primary_key=True)
    statement = models.TextField()
    type = models.TextField()
    name = models.TextField()
    unlinked = models.TextField()

    class Meta:  # noqa: D106
        db_table = "naming"
        indexes = (
            models.Index(fields=("statement",), name="naming_statement"),
            models.Index(fields=("name",), name="naming_name"),
            models.Index(fields=("unlinked",), name="naming_unlinked"),
        )


class NameKeyRow(models.Model):
    """A key under which a name is looked up ("KEY NAME"), in whatever spelling somebody types it."""

    id = models.TextField(primary_key=True)
    key = models.TextField()
    name = models.TextField()

    class Meta:  # noqa: D106
        db_table = "name_key"
        indexes = (models.Index(fields=("key",), name="name_key_key"),)


class CaseRow(models.Model):
    """A case that a person opened. ``into`` is the case that this one was joined to, or empty."""

    id = models.TextField(primary_key=True)
    name = models.TextField()
    into = models.TextField()

    class Meta:  # noqa: D106
        db_table = "casefile"
        indexes = (models.Index(fields=("into",), name="casefile_into"),)


class FilingRow(models.Model):
    """A statement in a case ("CASE/STATEMENT"); a statement may be in several."""

    id = models.TextField(primary_key=True)
    case = models.TextField()
    statement = models.TextField()

    class Meta:  # noqa: D106
        db_table = "filing"
        indexes = (
            models.Index(fields=("case",), name="filing_case"),
            models.Index(fields=("statement",), name="filing_statement"),
        )


class ProtectionRow(models.Model):
    """How far somebody or something is protected in what is published."""

    subject = models.TextField(primary_key=True)
    level = models.TextField()
    reason = models.TextField()
    set_by = models.TextField()
    set_at = models.TextField()

    class Meta:  # noqa: D106
        db_table = "protection"


class ConsentRow(models.Model):
    """What somebody agreed to, or no longer agrees to ("SUBJECT/PURPOSE")."""

    id = models.TextField(primary_key=True)
    subject = models.TextField()
    purpose = models.TextField()
    given = models.BooleanField()
    reason = models.TextField()
    told_by = models.TextField()
    told_at = models.TextField()

    class Meta:  # noqa: D106
        db_table = "consent"


class CodingRow(models.Model):
    """A document that several people code without seeing each other's decisions, until it is ``revealed``.

    ``coders`` and ``done`` (who of them are) are canonical JSON; ``entry`` is the one that started it.
    """

    id = models.TextField(primary_key=True)
    sha256 = models.TextField()
    coders = models.TextField()
    done = models.TextField()
    started_by = models.TextField()
    started_at = models.TextField()
    entry = models.TextField()
    revealed = models.BooleanField()

    class Meta:  # noqa: D106
        db_table = "coding"


class WithheldRow(models.Model):
    """A stretch of a document from which a statement was erased: no reader proposes anew what quotes it.

    ``start`` and ``end`` are code points; ``entry`` is the one that tells of the erasure.
    """

    id = models.TextField(primary_key=True)
    sha256 = models.TextField()
    statement = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()
    entry = models.TextField()
    erased_by = models.TextField()
    erased_at = models.TextField()
    reason = models.TextField()

    class Meta:  # noqa: D106
        db_table = "withheld"
        indexes = (models.Index(fields=("sha256",), name="withheld_document"),)


class ErasureRow(models.Model):
    """An entry ("ORIGIN:NUMBER"), or a part of one ("ORIGIN:NUMBER/HASH"), that was erased: when, by whom and why.

    ``sha256`` is of its document, or empty; ``vault`` are the hashes, as JSON, of what was erased from the vault.
    """

    entry = models.TextField(primary_key=True)
    sha256 = models.TextField()
    erased_by = models.TextField()
    erased_at = models.TextField()
    reason = models.TextField()
    vault = models.TextField()

    class Meta:  # noqa: D106
        db_table = "erasure"
        indexes = (models.Index(fields=("sha256",), name="erasure_document"),)

"""Who may come in. The record itself knows people only by the names in its log."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.TextChoices):
    """What somebody may do, each including what those before it may."""

    READER = "reader", "reader: sees"
    RESEARCHER = "researcher", "researcher: adds reports, proposes"
    REVIEWER = "reviewer", "reviewer: decides on statements"
    EDITOR = "editor", "editor: decides who is who, what belongs to a case, what is protected"
    ADMINISTRATOR = "administrator", "administrator: lets people in, erases, backs up"


ORDER = tuple(Role)


class Accounts(BaseUserManager["Account"]):
    """Makes accounts."""

    def open(self, name: str, role: Role, password: str | None = None) -> "Account":
        """Return a new account; without a password it can only be entered by a link of this session."""
        account = self.model(name=name, role=role)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of a name."""
        return self.get(name=username)


class Account(AbstractBaseUser):
    """Somebody who may come in, under the name that the log will tell."""

    name = models.CharField(max_length=150, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.READER)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    def may(self, role: str) -> bool:
        """Tell whether the account's role includes another."""
        return self.is_active and ORDER.index(Role(self.role)) >= ORDER.index(Role(role))

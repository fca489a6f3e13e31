"""Security & Identity: who people are, what they may do, and what was done."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q


class UserManager(BaseUserManager["User"]):
    """Makes users, who are found by their e-mail address in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A way to sign in. Everything else hangs on the profile, which a trigger makes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True, help_text="A suspended user cannot sign in.")
    is_staff = models.BooleanField(default=False, help_text="Framework flag; the admin site asks for the admin role.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "users"
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email


class Profile(models.Model):
    """A person, or a guest: a buyer or visitor without an account (`user` is empty then)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, models.DO_NOTHING, null=True, blank=True, related_name="profile")
    full_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    avatar_url = models.CharField(max_length=300, blank=True)
    company_name = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=60, blank=True)
    locale = models.CharField(max_length=12, blank=True)
    guest_token_hash = models.BinaryField(null=True, blank=True, editable=False)
    promised_to = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, blank=True, related_name="promised",
        help_text="Who signed up with this guest's cookie: gets what the guest began.",
    )  # fmt: skip
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "profiles"
        constraints = [
            models.UniqueConstraint(
                fields=["guest_token_hash"],
                name="profiles_guest_token_unique",
                condition=Q(guest_token_hash__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["email"], name="profiles_email")]
        ordering = ["email"]

    def __str__(self) -> str:
        return self.full_name or self.email or "Guest"

    @property
    def is_guest(self) -> bool:
        return self.user_id is None

    @property
    def initials(self) -> str:
        words = (self.full_name or self.email).replace("@", " ").split()
        return "".join(word[0] for word in words[:2]).upper() or "G"


class AppRole(models.TextChoices):
    """The three roles of the PostgreSQL enum `app_role`."""

    ADMIN = "admin"
    ORGANIZER = "organizer"
    ATTENDEE = "attendee"


class AppRoleField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """A column of the PostgreSQL enum `app_role`."""

    def db_type(self, connection: Any) -> str:
        return "app_role"


class UserRole(models.Model):
    """A role of a person. `user_id` names a profile: so the user wanted it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(Profile, models.DO_NOTHING, related_name="roles")
    role = AppRoleField(max_length=20, choices=AppRole.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "user_roles"
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="user_roles_once_each")]
        ordering = ["role"]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class AuditLog(models.Model):
    """What was done, by whom, and what it changed. Written by a trigger, never by the application."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor_id = models.UUIDField(null=True, help_text="The acting profile; it may be gone by now.")
    actor_kind = models.CharField(max_length=80)
    action = models.CharField(max_length=80)
    table_name = models.CharField(max_length=80)
    row_id = models.CharField(max_length=80)
    changes = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "audit_logs"
        indexes = [
            models.Index(fields=["-created_at"], name="audit_logs_latest"),
            models.Index(fields=["table_name", "row_id", "-created_at"], name="audit_logs_of_row"),
            models.Index(fields=["actor_id", "-created_at"], name="audit_logs_of_actor"),
        ]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.action} on {self.table_name}"

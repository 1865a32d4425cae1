"""Bytes become documents: what a file says and where it came from."""

from khronika.documents.discovery import Found, SetAside, discover
from khronika.documents.document import Block, Document, Role
from khronika.documents.opening import document_from

__all__ = ["Block", "Document", "Found", "Role", "SetAside", "discover", "document_from"]

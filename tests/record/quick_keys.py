"""Passphrases that need no seconds: the keys are real, only the stretching of the passphrase is left out."""

import hashlib

from pyrage import DecryptError, x25519
from pyrage import decrypt as opened
from pyrage import encrypt as sealed

HEADER = b"age-encryption.org/v1\n-> scrypt quick "
OWN = [x25519.Identity.generate()]
WORDS = "correct horse battery staple"
OTHER = "another horse battery staple"


def encrypt(data: bytes, words: str) -> bytes:
    """Lock bytes."""
    return HEADER + hashlib.sha256(words.encode()).hexdigest().encode() + bytes(sealed(data, [OWN[0].to_public()]))


def decrypt(data: bytes, words: str) -> bytes:
    """Open what was locked."""
    told, rest = data[len(HEADER) : len(HEADER) + 64], data[len(HEADER) + 64 :]
    if told != hashlib.sha256(words.encode()).hexdigest().encode():
        raise DecryptError("Decryption failed")
    return bytes(opened(rest, OWN))


def use(identity: str) -> None:
    """Lock with the identity that another process locks with."""
    OWN[0] = x25519.Identity.from_str(identity)

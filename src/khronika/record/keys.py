"""The keys of an encrypted chronicle: one age identity, locked with a passphrase; the other keys follow from it.

The identity and the files that are sealed with it are of the age format (age-encryption.org/v1), so that ``age``
itself can open them. The passphrase is stretched with scrypt, which takes a second or more on the machine that set it,
each time that it is given; it is kept nowhere.
"""

import hmac
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pyrage import DecryptError, decrypt, encrypt, passphrase, x25519

from khronika.errors import ChronicleError, RequestError

SHORTEST = 12  # characters of a passphrase; whoever holds a copy of the folder can try as many as they have machines
STRONG, TRIES = 18, 4  # the work that a guess should be, and how often it is tried to have age take it
LENGTH = 8  # bytes at the end of a sealed file that say how long it is without its padding

Ask = Callable[[], str]


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What opens an encrypted chronicle: ``secret`` is an age identity. It is never written but locked, nor shown."""

    secret: str

    def __repr__(self) -> str:
        return "Keys(not shown)"

    @property
    def identity(self) -> x25519.Identity:
        """The age identity."""
        return x25519.Identity.from_str(self.secret)

    @property
    def recipient(self) -> x25519.Recipient:
        """Whom files are sealed to."""
        return self.identity.to_public()

    def derived(self, purpose: str) -> str:
        """Return the key for a purpose: HMAC-SHA256 of it, in hexadecimal; none tells of another."""
        return hmac.digest(self.secret.encode(), purpose.encode(), "sha256").hex()

    def database(self) -> str:
        """Return the raw key of the database: 32 bytes in hexadecimal."""
        return self.derived("khronika database 1")

    def name(self, sha256: str) -> str:
        """Return what a sealed file is called: from its name nobody can tell whether a known document is held."""
        return hmac.digest(bytes.fromhex(self.derived("khronika names 1")), sha256.encode(), "sha256").hex()

    def seal(self, data: bytes) -> bytes:
        """Return bytes that only these keys open; their length tells little of that of the data."""
        length = len(data).to_bytes(LENGTH, "big")
        zeros = bytes(padded(len(data) + LENGTH) - len(data) - LENGTH)
        return bytes(encrypt(data + zeros + length, [self.recipient]))

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises ValueError if it was changed, cut off, or sealed with other keys."""
        try:
            data = bytes(decrypt(sealed, [self.identity]))
        except DecryptError as error:
            raise ValueError(str(error)) from None
        return data[: int.from_bytes(data[-LENGTH:], "big")]


@dataclass(frozen=True, slots=True, repr=False)
class Lock:
    """Keys, and the bytes in which they are locked with a passphrase: what ``chronicle.key`` holds."""

    keys: Keys
    file: bytes


def padded(size: int) -> int:
    """Return the size to which bytes are filled up with zeros, at most an eighth more.

    Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019).
    """
    exponent = max(size.bit_length() - 1, 1)
    kept = exponent - exponent.bit_length()
    mask = (1 << kept) - 1 if kept > 0 else 0
    return (size + mask) & ~mask


def new_lock(words: str) -> Lock:
    """Make new keys and lock them with a passphrase. Raises RequestError if that is too short to protect them."""
    return locked(Keys(str(x25519.Identity.generate())), words)


def locked(keys: Keys, words: str) -> Lock:
    """Lock keys with a passphrase. Raises RequestError if it is too short to protect them."""
    if len(usual(words)) < SHORTEST:
        raise RequestError(
            f"the passphrase is shorter than {SHORTEST} characters",
            do="take five or six words that do not belong together",
        )
    tries = (passphrase.encrypt(f"{keys.secret}\n".encode(), usual(words)) for _ in range(TRIES))
    made = next(tries)
    while strength(made) < STRONG and (again := next(tries, None)):
        made = max(made, again, key=strength)
    return Lock(keys, made)


def strength(file: bytes) -> int:
    """Return how much work a guess is: the power of two of scrypt's N, which age fits to a second of the machine.

    A machine that is busy with other things at that moment takes too little for a second's work.
    """
    told = file.split(b"\n", 2)[1].split()[-1]
    return int(told) if told.isdigit() else STRONG


def unlocked(file: bytes, ask: Ask, where: str) -> Lock:
    """Open locked keys with the passphrase that ``ask`` gets.

    Raises ChronicleError if it is another one, or if the file is damaged.
    """
    if not file.startswith(b"age-encryption.org/v1\n-> scrypt "):
        raise ChronicleError("the file of its keys is damaged", where=where, do="put back the one of a copy")
    try:
        secret = passphrase.decrypt(file, usual(ask())).decode().strip()
    except DecryptError as error:
        if str(error) == "Decryption failed":
            raise ChronicleError(
                "this is not its passphrase; nothing was touched", where=where, do="try again; capital letters matter"
            ) from None
        raise ChronicleError(
            f"the file of its keys is damaged: {error}", where=where, do="put back the one of a copy"
        ) from None
    return Lock(Keys(secret), file)


def usual(words: str) -> str:
    """Return a passphrase as it counts: the same whether a keyboard writes й as one character or as two."""
    return unicodedata.normalize("NFC", words)


def nobody() -> str:
    """Ask nobody. Raises ChronicleError: without a passphrase there is nothing to see."""
    raise ChronicleError("it is encrypted", do="give its passphrase")

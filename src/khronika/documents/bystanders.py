"""Files that are no documents of their own: hidden ones, and the pictures and scripts of a saved page."""

from pathlib import PurePosixPath

from khronika.documents.cues import cues

PAGE_ENDINGS = (".html", ".htm", ".xhtml")


def is_passed_over(name: str) -> bool:
    """Tell whether a file is hidden, or the lock of an open one."""
    return name.startswith((".", "~$", "__MACOSX")) or name.casefold() in {"thumbs.db", "desktop.ini"}


def belongs_to_page(name: str, beside: set[str]) -> bool:
    """Tell whether a folder holds the pictures and scripts of a saved page that stands beside it."""
    low = name.casefold()
    return any(
        low.endswith(ending) and low.removesuffix(ending) + page in beside
        for ending in cues()["page"]["companions"]
        for page in PAGE_ENDINGS
    )


def in_page_folder(name: str, beside: set[str]) -> bool:
    """Tell whether an archive's member lies in the folder of a saved page that is in the archive too."""
    return any(belongs_to_page(str(folder), beside) for folder in PurePosixPath(name).parents)


def is_hidden(name: str) -> bool:
    """Tell whether a member of an archive, or a folder that it lies in, is passed over."""
    return any(is_passed_over(part) for part in PurePosixPath(name).parts if part not in {".", ".."})

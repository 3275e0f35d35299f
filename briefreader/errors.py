"""What can go wrong, in words for the reader: what happened, and what to do about it.

A `BriefreaderError` is expected: its text is shown as it is, in a dialog or on one line of the terminal. Anything
else that is raised is a fault of the program: it goes to the log, and the user is offered that log.
"""


class BriefreaderError(Exception):
    """An expected failure. `str(error)` is one sentence for the user, with what to do about it."""


class NotFound(BriefreaderError):
    """A brief, note or passage that was asked for is not there."""


class ImportFailed(BriefreaderError):
    """A file cannot be read as a brief; nothing was stored."""


class ImportCancelled(BriefreaderError):
    """The user stopped an import; nothing was stored."""


class StoreError(BriefreaderError):
    """The store cannot be opened, read or written; what it held is untouched."""


class StoreBroken(StoreError):
    """The store's file is damaged. Raised for corruption alone, never for a full disk or a missing permission."""


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program; it was left untouched."""


class IndexFailed(BriefreaderError):
    """The search index cannot be read or written. It is derived: rebuild it, and never blame the store."""


class ExportFailed(BriefreaderError):
    """A file could not be written; whatever was at its place before is still there, whole."""

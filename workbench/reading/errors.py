"""Why a file could not be read."""

from workbench.messages import PlainError


class ReadingError(PlainError):
    """A file, or bytes, could not be read as a document; the sentence says why and what to do."""

"""Files that people hand in to be checked first and taken in whole: their rows, and the verbs on them."""

from iuc_hub.uploads.models import UploadKind

__all__ = ["UploadKind"]

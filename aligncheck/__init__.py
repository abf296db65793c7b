"""Check a translated document against its original."""

__version__ = "0.1.0"

"""Canonical text: repaired characters, recovered layout and head, language, passages."""

"""The page of one document: its text with every fact where it stands, the facts beside it."""

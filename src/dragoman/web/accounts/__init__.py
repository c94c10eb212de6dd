"""People who log in: their names, roles, passwords and sessions."""

"""The formats in which a record leaves the program: one module a format, listed in `registry`."""

"""Records out: streams, parts, tables."""

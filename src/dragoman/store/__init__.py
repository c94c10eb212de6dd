"""The record of relations: one embedded DuckDB file, its published snapshot, and what is asked of it."""

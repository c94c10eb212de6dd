"""Tests of the formats of a record."""

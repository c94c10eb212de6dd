"""The record as a person reads it."""

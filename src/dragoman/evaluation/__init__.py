"""Measuring: against annotated records, and the codebook against its own examples."""

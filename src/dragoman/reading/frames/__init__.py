"""Frames: who does what to whom, read from a parse by the codebook's declarations."""

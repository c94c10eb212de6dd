"""The record of a pair of states as a person reads it: on the terminal, and as one file for a browser or a printer."""

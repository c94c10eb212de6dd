"""The codebook as pages: all entries, one entry with its examples, what the reader does with a sentence."""

"""The relation between two marked actors: a small learned model beside the codebook."""

"""What many documents say together: the same meeting, event, person or agreement joined, commitments followed."""

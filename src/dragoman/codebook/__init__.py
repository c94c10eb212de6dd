"""The codebook: what is known of the world and of the words of communiqués, as data."""

"""What people decide of a record's facts: decisions in a chain, a queue by doubt, agreement, gold."""

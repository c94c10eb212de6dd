"""Who is meant: offices, names, unnamed agents, groups and pronouns, resolved to entities."""

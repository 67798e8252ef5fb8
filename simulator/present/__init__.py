"""Gallery for people: records become tables, charts and words."""

"""Gallery for programs: many scenarios in, files out."""

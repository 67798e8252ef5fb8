"""Doors: files become records, and every problem is told at once."""

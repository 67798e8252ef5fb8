"""Compiled loops of the dispatch: plain functions on plain arrays."""

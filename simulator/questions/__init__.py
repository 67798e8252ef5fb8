"""Questions asked backwards (not built yet; see docs/features.md)."""

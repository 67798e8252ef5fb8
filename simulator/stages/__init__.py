"""Rooms: records become records; no room knows another."""

"""What each command of the terminal does: calls the rooms, prints, and says by its number how it went."""

"""Two editions side by side, and the notes that have to be looked at again."""

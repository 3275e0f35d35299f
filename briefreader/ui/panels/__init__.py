"""The right side of the window: notes and results."""

"""The left side of the window: contents, themes and actors, and the page of all briefs."""

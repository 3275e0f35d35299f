"""The one file that matters: briefs, actors, themes and annotations in SQLite. The only room that knows SQL."""

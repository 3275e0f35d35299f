"""The page: its text, what is marked on it, its margins, and the find bar."""

"""A brief and its annotations become files: Markdown and PDF."""

"""Dialogs, each in a module of its own that is imported when it is first opened."""

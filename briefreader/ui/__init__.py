"""The window: Qt, and nothing but Qt. What it shows and changes goes through the one door, `briefreader.library`."""

"""Briefreader: the desk on which an official reads, marks, searches and exports policy briefs, offline."""

__version__ = "0.1.0"

"""Suggesting who a brief speaks of, without a language model: from lists of names, and from how texts name people."""

"""Search: an index of every block and note, derived from the store, which can always be thrown away and rebuilt.

`entries` says what goes in and what comes out, `words` how text is cut into words, `query` reads what a user types,
`schema` and `matching` are where Whoosh is met, `snippets` marks the words that were found, `folder` looks after the
files, and `index` is the one door. No module here loads Whoosh before its first use.
"""

"""A foreign file becomes a brief: text is decoded, its torn paragraphs are mended, and its parts are told apart."""

"""What a highlight or a note is: pure values, anchored to the words that they mark."""

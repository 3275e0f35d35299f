"""What a brief is: pure values, without Qt, files or a database."""

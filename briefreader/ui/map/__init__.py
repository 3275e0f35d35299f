"""Who appears where, and who appears with whom."""

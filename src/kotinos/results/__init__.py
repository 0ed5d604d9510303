"""One competition from start list to official, and the documents that are published of it."""

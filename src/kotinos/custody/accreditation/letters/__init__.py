"""Letters: what the file says to its person, in the person's language, on paper and by e-mail."""

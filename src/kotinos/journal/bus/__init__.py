"""Ways to say "there is more". None of them is trusted with anything: a reader repairs itself from the journal."""

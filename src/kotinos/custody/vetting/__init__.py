"""The exchange with the State: batches out, answers in, the legal clock. Nobody can override an answer."""

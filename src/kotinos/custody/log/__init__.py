"""The access log: a Merkle tree of what was done with sealed values, signed, witnessed, provable to an outsider."""

"""The staff of the sealed zone: who may sign in, with what, and in which role."""

"""The people who may sign in: staff of the zone and users of responsible organisations, with what, and in which role."""

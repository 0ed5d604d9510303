"""Messages as devices and venue systems write them: photo finish, swimming timing, tables, ODF. Written from their formats alone."""

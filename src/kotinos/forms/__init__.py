"""How each reader wants it: every form is a pure function of published documents."""

"""The demonstration of the sealed zone: invented people's applications travel from form to gate. A stranger: it uses pages and commands."""

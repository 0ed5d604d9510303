"""The programs of a platform, each a process of its own: ``live`` (intake, journal, ranking), ``edge``, ``site``; and who minds them."""

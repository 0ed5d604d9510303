"""The vocabulary of the field: RSC, NOCs, disciplines, events, statuses, IRMs. Facts as data tables."""

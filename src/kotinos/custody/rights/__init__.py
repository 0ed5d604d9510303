"""The rights of the person, the register of processing, the breach notice, the purge."""

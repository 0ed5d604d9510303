"""What one happening means for the whole file: every action that touches more than one context, in one transaction."""

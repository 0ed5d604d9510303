"""The gate: the decision, the snapshot that devices carry, their scans."""

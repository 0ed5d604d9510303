"""One file per claim of performance, each run beside a peer: `python -m bench [NAME …]`."""

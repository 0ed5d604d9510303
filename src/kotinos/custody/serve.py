"""The zone as one program: pages, API and door, with its background work. The only place that puts its parts together."""

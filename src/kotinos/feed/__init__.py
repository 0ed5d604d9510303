"""Instant transmission: the fan-out edge (SSE, WebSocket) and guaranteed push."""

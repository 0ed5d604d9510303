"""The one schema that crosses from the sealed zone to the open one. PURE, but for the client that fetches it."""

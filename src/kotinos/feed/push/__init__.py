"""Guaranteed delivery by HTTP POST to registered clients (ODF Foundation Principles 8)."""

from kotinos.feed.push.clients import ClientError, PushClient, load_clients
from kotinos.feed.push.cursors import Cursors
from kotinos.feed.push.pusher import Pusher, Timing, push_all

__all__ = ["ClientError", "Cursors", "PushClient", "Pusher", "Timing", "load_clients", "push_all"]

"""Why a gate's action is refused, as constants that pages translate. PURE."""

from __future__ import annotations

REFUSALS = {
    "no_device": "no device has this id",
    "no_invitation": "the invitation is unknown, used, or too old",
    "bad_key": "a device's keys are 32 bytes each, and it has not shown them before",
    "blocked": "the device is blocked",
    "bad_signature": "the request is not signed by the device",
    "clock": "the device's clock differs by more than five minutes",
    "no_photos": "photos may not be seen at this gate",
    "scan_differs": "another scan with this id is already kept",
    "session_window": "a session opens before it closes",
}
"""Code of `kotinos.custody.act.Refused` → what it means."""

"""A program of the zone as a unit of systemd, with everything taken from it that it does not need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kotinos.custody.wall.allowed import Allowed, Program

_SHUT = """\
# no right of an administrator, now or later
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
RestrictSUIDSGID=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictNamespaces=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallFilter=landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp
SystemCallErrorNumber=EPERM
# no file but its own
ProtectSystem=strict
ProtectHome=tmpfs
PrivateTmp=yes
PrivateDevices=yes
PrivateIPC=yes
ProtectProc=invisible
ProcSubset=pid
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
InaccessiblePaths=-/run/dbus -/run/systemd/resolve -/run/nscd -/dev/mqueue
UMask=0077
# nothing of its memory on a disk
LimitCORE=0
MemorySwapMax=0
"""


def text(
    program: Program, allowed: Allowed, *, user: str, command: str, addresses: Iterable[str], visitors: Sequence[str]
) -> str:
    """The unit of ``program``, run as ``user`` by ``command``. ``addresses`` are those of its peers, ``visitors`` the networks that its
    pages are opened from: where it listens and none is named, the addresses are left to nftables, since the lists of systemd hold
    who comes in as well as who is called.
    """
    internet = bool(allowed.peers or allowed.listens)
    families = [*(["AF_UNIX"] if allowed.local_sockets else []), *(["AF_INET AF_INET6"] if internet else [])]
    lines = [f"RestrictAddressFamilies={' '.join(families) or 'none'}", *_addresses(allowed, addresses, visitors)]
    lines += [] if internet else ["PrivateNetwork=yes"]
    folders = " ".join(str(one) for one in allowed.folders)
    return f"""\
# Written by kotinos custody wall unit {program}.
[Unit]
Description=Kotinos sealed zone: {program}
Wants=network-online.target
After=network-online.target nftables.service
{_needs(internet)}
[Service]
Type=exec
User={user}
ExecStart={command}
LoadCredential=passphrase:/run/keys/custody
Environment=KOTINOS_CUSTODY_PASSPHRASE_FILE=%d/passphrase
Restart=on-failure
ReadWritePaths={folders}
# nobody but its peers
{chr(10).join(lines)}
{_SHUT}
[Install]
WantedBy=multi-user.target
"""


def _needs(internet: bool) -> str:
    """Without the rules of nftables a program that speaks TCP does not start."""
    return "Requires=nftables.service\n" if internet else ""


def _addresses(allowed: Allowed, addresses: Iterable[str], visitors: Sequence[str]) -> list[str]:
    if allowed.listens and not visitors:
        return []
    named = [*dict.fromkeys([*addresses, *(visitors if allowed.listens else ())])]
    return ["IPAddressDeny=any", *([f"IPAddressAllow={' '.join(named)}"] if named else [])]


def command(python: Path, program: Program, folder: Path) -> str:
    """The command line of ``program`` for the zone in ``folder``."""
    words = "serve --host 0.0.0.0" if program == "serve" else "exchange run"
    return f"{python} -m kotinos custody {words} --data {folder}"

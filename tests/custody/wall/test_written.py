"""Rules and units are written from the settings alone: whom they name is let through, nobody else."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from click.testing import CliRunner

from kotinos.cli import main
from kotinos.custody import settings
from kotinos.custody.residency import Domain
from kotinos.custody.settings import Module, Settings, Wall, WitnessAt
from kotinos.custody.wall import allowed, seccomp


def zone(folder: Path, **more: object) -> Settings:
    own = Settings(domain=Domain("FR"), folder=folder, **more)  # type: ignore[arg-type]
    settings.write(own)
    return own


def said(folder: Path, *words: str) -> str:
    ran = CliRunner().invoke(main, ["custody", "wall", *words, "--data", str(folder)])
    assert ran.exit_code == 0, ran.output
    return ran.output


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_a_zone_in_one_file_calls_nobody(tmp_path):
    own = zone(tmp_path)
    assert allowed.of(own, "serve").peers == ()
    assert " accept comment " not in said(tmp_path, "rules", "--user", "4711")


def test_the_rules_name_the_database_the_witnesses_and_the_named_peers(tmp_path):
    zone(
        tmp_path,
        database="postgresql+psycopg://kotinos@10.1.0.5/sealed",
        witnesses=(WitnessAt("http://10.2.0.7:8036", "k"), WitnessAt("https://[fd00::7]", "k")),
        wall=Wall(peers=("10.3.0.9:1792",)),
    )
    found = lines(said(tmp_path, "rules", "--user", "4711"))
    assert "meta skuid 4711 jump zone" in found
    assert 'ip daddr 10.1.0.5 tcp dport 5432 accept comment "database"' in found
    assert 'ip daddr 10.2.0.7 tcp dport 8036 accept comment "witness"' in found
    assert 'ip6 daddr fd00::7 tcp dport 443 accept comment "witness"' in found
    assert 'ip daddr 10.3.0.9 tcp dport 1792 accept comment "named in the settings"' in found
    assert "ct direction reply tcp sport { 8034, 8035 } accept" in found


def test_the_exchange_with_the_state_knows_no_network(tmp_path):
    zone(tmp_path, witnesses=(WitnessAt("http://10.2.0.7:8036", "k"),))
    found = lines(said(tmp_path, "unit", "exchange"))
    assert {"RestrictAddressFamilies=none", "IPAddressDeny=any", "PrivateNetwork=yes"} <= found
    assert not any(line.startswith("IPAddressAllow") for line in found)


def test_the_unit_of_the_pages_lets_in_the_named_visitors_and_needs_the_rules(tmp_path):
    zone(tmp_path, witnesses=(WitnessAt("http://10.2.0.7:8036", "k"),), wall=Wall(visitors=("10.9.0.0/16",)))
    found = lines(said(tmp_path, "unit", "serve"))
    assert {"IPAddressDeny=any", "IPAddressAllow=10.2.0.7 10.9.0.0/16", "Requires=nftables.service"} <= found
    assert f"ReadWritePaths={tmp_path.resolve()}" in found


def test_without_named_visitors_addresses_are_left_to_the_rules(tmp_path):
    zone(tmp_path)
    assert "IPAddress" not in said(tmp_path, "unit", "serve")


def test_a_hardware_module_may_be_spoken_to_through_sockets_of_the_machine(tmp_path):
    own = zone(tmp_path, module=Module("/usr/lib/p11.so", "zone"), wall=Wall(folders=(Path("/var/lib/tokens"),)))
    reached = allowed.of(own, "serve")
    assert reached.local_sockets
    assert settings.read(tmp_path).wall.folders == (Path("/var/lib/tokens"),)
    assert Path("/var/lib/tokens") in reached.folders


def test_a_database_beside_the_zone_is_reached_by_a_socket_and_by_no_port(tmp_path):
    reached = allowed.of(zone(tmp_path, database="postgresql+psycopg:///sealed?host=/run/postgresql"), "exchange")
    assert (reached.peers, reached.local_sockets) == ((), True)


def test_a_peer_without_a_port_is_refused(tmp_path):
    zone(tmp_path, wall=Wall(peers=("hsm.internal",)))
    ran = CliRunner().invoke(main, ["custody", "wall", "rules", "--user", "1", "--data", str(tmp_path)])
    assert ran.exit_code == 1
    assert "host:port" in ran.output


# -- the filter of system calls, run as the kernel runs it
X86, ARM = ("x86_64", 0xC000003E), ("aarch64", 0xC00000B7)


def verdict(program: list[seccomp.Instruction], architecture: int, number: int, *arguments: int) -> str:
    padded = [*arguments, *[0] * (6 - len(arguments))]
    seen = struct.pack("=IIQ6Q", number, architecture, 0, *padded)
    at, value = 0, 0
    while True:
        code, if_true, if_false, k = program[at]
        at += 1
        if code == 0x20:
            value = struct.unpack_from("=I", seen, k)[0]
        elif code == 0x54:
            value &= k
        elif code == 0x06:
            return {0x7FFF0000: "allowed", 0x00050001: "refused", 0x80000000: "killed"}[k]
        else:
            true = {0x15: value == k, 0x35: value >= k, 0x45: bool(value & k)}[code]
            at += if_true if true else if_false


@pytest.mark.parametrize(("machine", "socket"), [(X86, 41), (ARM, 198)])
def test_of_the_internet_only_tcp_itself_is_left(machine, socket):
    program = seccomp.program(machine[0], 7, (2, 10), connect=True)

    def asked(family: int, kind: int, protocol: int = 0) -> str:
        return verdict(program, machine[1], socket, family, kind, protocol)

    flags = 0o2004000  # not to be inherited, not to block
    tcp = {asked(family, 1 | flags, protocol) for family in (2, 10) for protocol in (0, 6)}
    other = {asked(2, 2), asked(2, 3, 1), asked(2, 1, 132), asked(2, 1, 262), asked(10, 2), asked(1, 1), asked(16, 3)}
    other |= {asked(family, 1) for family in (17, 31, 38, 40, 43, 44)}
    assert (tcp, other) == ({"allowed"}, {"refused"})


@pytest.mark.parametrize(("machine", "socket", "connect"), [(X86, 41, 42), (ARM, 198, 203)])
def test_who_has_no_peers_gets_no_socket_and_calls_nobody(machine, socket, connect):
    program = seccomp.program(machine[0], 7, (), connect=False)
    assert {verdict(program, machine[1], socket, family, 1) for family in (1, 2, 10)} == {"refused"}
    assert verdict(program, machine[1], connect) == "refused"


def test_sockets_of_the_machine_are_left_where_something_needs_them():
    program = seccomp.program("x86_64", 7, (1,), connect=True)
    assert verdict(program, X86[1], 41, 1, 2) == "allowed"
    assert verdict(program, X86[1], 41, 2, 1) == "refused"


def test_a_program_signals_itself_and_nobody_else():
    program = seccomp.program("x86_64", 7, (), connect=False)
    assert [verdict(program, X86[1], 62, pid) for pid in (7, 8, 0)] == ["allowed", "refused", "refused"]


def test_calls_of_another_architecture_end_the_program():
    program = seccomp.program("x86_64", 7, (2,), connect=True)
    assert verdict(program, 0x40000003, 102) == "killed"  # of 32 bits
    assert verdict(program, X86[1], 0x40000000 | 41, 2, 2) == "killed"  # x32


def test_what_a_filter_cannot_see_into_is_shut():
    program = seccomp.program("x86_64", 7, (2,), connect=True)
    assert {verdict(program, X86[1], number) for number in (425, 59, 322, 321)} == {"refused"}
    assert {verdict(program, X86[1], number) for number in (0, 1, 257, 435)} == {"allowed"}

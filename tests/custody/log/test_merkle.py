"""The tree against the published vectors of Certificate Transparency, and against the RFC's own definitions."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.log import merkle
from kotinos.custody.log.merkle import (
    EMPTY,
    Frontier,
    ProofInvalid,
    check_consistency,
    check_inclusion,
    grow,
    leaf_hash,
)
from tests.custody.log import rfc6962

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def tree(entries: list[bytes]) -> tuple[Frontier, merkle.Node]:
    frontier, nodes = grow(Frontier(), [leaf_hash(entry) for entry in entries])
    kept = {(level, index): value for level, index, value in nodes}
    return frontier, lambda level, index: kept[level, index]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_of_the_eight_known_leaves(size: int) -> None:
    frontier, node = tree(LEAVES[:size])
    assert frontier.root().hex() == merkle.root(node, size).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY == rfc6962.mth([])


def test_known_audit_paths() -> None:
    _, node = tree(LEAVES)
    assert [step.hex()[:8] for step in merkle.inclusion(node, 0, 8)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [step.hex()[:8] for step in merkle.inclusion(node, 5, 8)] == ["bc1a0643", "ca854ea1", "d37ee418"]
    assert [step.hex()[:8] for step in merkle.inclusion(node, 2, 3)] == ["fac54203"]
    assert [step.hex()[:8] for step in merkle.inclusion(node, 1, 5)] == ["6e340b9c", "5f083f0a", "bc1a0643"]


def test_known_consistency_proofs() -> None:
    _, node = tree(LEAVES)
    assert [step.hex()[:8] for step in merkle.consistency(node, 6, 8)] == ["0ebc5d34", "ca854ea1", "d37ee418"]
    assert [step.hex()[:8] for step in merkle.consistency(node, 2, 5)] == ["5f083f0a", "bc1a0643"]
    assert merkle.consistency(node, 1, 1) == []


entries = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


@given(entries, st.data())
def test_proofs_are_those_of_the_rfc_and_check(given_entries: list[bytes], data: st.DataObject) -> None:
    size = len(given_entries)
    frontier, node = tree(given_entries)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root, old_root = rfc6962.mth(given_entries), rfc6962.mth(given_entries[:old])
    assert (frontier.root(), merkle.root(node, old)) == (root, old_root)
    path, proof = merkle.inclusion(node, index, size), merkle.consistency(node, old, size)
    assert (path, proof) == (rfc6962.path(index, given_entries), rfc6962.proof(old, given_entries))
    assert check_inclusion(leaf_hash(given_entries[index]), index, size, path) == root
    check_consistency(old, old_root, size, root, proof)


@given(entries, st.lists(st.integers(1, 9), max_size=20))
def test_growing_in_parts_gives_the_same_nodes(given_entries: list[bytes], parts: list[int]) -> None:
    leaves = [leaf_hash(entry) for entry in given_entries]
    whole, nodes = grow(Frontier(), leaves)
    frontier, found = Frontier(), []
    for part in [*parts, len(leaves)]:
        frontier, made = grow(frontier, leaves[frontier.size : frontier.size + part])
        found += made
    assert (frontier, found) == (whole, nodes)


@given(entries, st.data())
def test_a_changed_path_never_leads_to_the_root(given_entries: list[bytes], data: st.DataObject) -> None:
    size = len(given_entries)
    frontier, node = tree(given_entries)
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion(node, index, size)
    leaf = leaf_hash(given_entries[index])
    change = data.draw(st.sampled_from(["longer", "shorter", "bit", "leaf"]))
    if change == "longer":
        path = [*path, leaf]
    elif change == "shorter" and path:
        path = path[:-1]
    elif change == "bit" and path:
        at = data.draw(st.integers(0, len(path) - 1))
        path[at] = bytes((path[at][0] ^ 1,)) + path[at][1:]
    else:
        leaf = leaf_hash(given_entries[index] + b"!")
    with suppress(ProofInvalid):
        assert check_inclusion(leaf, index, size, path) != frontier.root()


@given(entries, entries, st.data())
def test_another_beginning_is_never_consistent(first: list[bytes], second: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(first)))
    if second[:old] == first[:old] or len(second) < old:
        return
    frontier, node = tree(second)
    proof = merkle.consistency(node, old, len(second))
    with pytest.raises(ProofInvalid):
        check_consistency(old, rfc6962.mth(first[:old]), len(second), frontier.root(), proof)


@given(entries, st.data())
def test_a_changed_consistency_proof_is_refused(given_entries: list[bytes], data: st.DataObject) -> None:
    size = len(given_entries)
    old = data.draw(st.integers(1, size))
    frontier, node = tree(given_entries)
    proof = merkle.consistency(node, old, size)
    changed = [*proof, EMPTY] if data.draw(st.booleans()) or not proof else proof[:-1]
    with pytest.raises(ProofInvalid):
        check_consistency(old, merkle.root(node, old), size, frontier.root(), changed)


def test_there_is_no_proof_of_what_is_not_there() -> None:
    _, node = tree(LEAVES)
    with pytest.raises(ValueError, match="8 leaves has no leaf 8"):
        merkle.inclusion(node, 8, 8)
    with pytest.raises(ValueError, match="9 leaves cannot be the beginning of 8"):
        merkle.consistency(node, 9, 8)
    with pytest.raises(ProofInvalid):
        check_inclusion(EMPTY, 8, 8, [])
    with pytest.raises(ProofInvalid):
        check_consistency(9, EMPTY, 8, EMPTY, [])

"""Many rows at once, the same on both databases."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from kotinos.custody.store import Database, bulk
from kotinos.custody.store.bulk import Find, Rows

_tables = sa.MetaData()
_shelf = sa.Table(
    "shelf",
    _tables,
    sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("end", sa.String, primary_key=True),  # a word of SQL, as names of columns may be
    sa.Column("content", sa.LargeBinary, nullable=False),
)
_book = sa.Table("book", _tables, sa.Column("title", sa.String, primary_key=True), sa.Column("lent", sa.Boolean))
_ALL = ("place", "end", "content")


@pytest.fixture(autouse=True)
def tables(database: Database) -> None:
    with database.writing() as connection:
        _tables.create_all(connection)


def _rows(count: int) -> list[tuple[int, str, bytes]]:
    """Numbers of every width, text that is not ASCII, bytes that are not text."""
    return [(n**4, f"é%s{n}", bytes([n % 256, 0])) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 500, 10_001])
def test_what_was_written_is_found_whole_and_by_each_column(database: Database, count: int) -> None:
    rows = _rows(count)
    with database.writing() as connection:
        bulk.write(connection, Rows(_shelf, _ALL, rows))
    with database.reading() as connection:
        every, places, both, contents = bulk.find(
            connection,
            Find(_shelf, _ALL),
            Find(_shelf, ("end",), {"place": [row[0] for row in rows]}),
            Find(_shelf, _ALL, {"end": [rows[-1][1], "another"], "place": [rows[-1][0], -1]}),
            Find(_shelf, ("content",), {"content": [rows[0][2]]}),
        )
    assert sorted(every) == sorted(rows)
    assert sorted(places) == sorted((row[1],) for row in rows)
    assert both == [rows[-1]]
    assert {content for (content,) in contents} == {rows[0][2]}


def test_none_of_no_values_is_found_and_no_rows_are_written(database: Database) -> None:
    with database.writing() as connection:
        bulk.write(connection)
        bulk.write(connection, Rows(_shelf, _ALL, []), Rows(_book, ("title", "lent"), [("a", True)]))
        found = bulk.find(
            connection, Find(_shelf, _ALL), Find(_book, ("title",), {"title": []}), Find(_book, ("title",))
        )
    assert found == [[], [], [("a",)]]


def test_rows_are_added_and_changed_in_one_call(database: Database) -> None:
    rows = _rows(40)
    with database.writing() as connection:
        bulk.write(connection, Rows(_shelf, _ALL, rows))
        bulk.write(
            connection,
            Rows(_book, ("title", "lent"), [("a", True), ("b", False)]),
            Rows(_shelf, _ALL, [(*row[:2], b"new") for row in rows[:3]], key=2),
            Rows(_shelf, _ALL, [(-1, "added", b"")]),
            Rows(_shelf, ("place", "content"), [(rows[5][0], b"by place")], key=1),
        )
        [shelf, books] = bulk.find(connection, Find(_shelf, _ALL), Find(_book, ("title", "lent")))
    changed = {row[0]: b"new" for row in rows[:3]} | {rows[5][0]: b"by place"}
    assert sorted(shelf) == sorted([(p, e, changed.get(p, c)) for p, e, c in rows] + [(-1, "added", b"")])
    assert sorted((title, bool(lent)) for title, lent in books) == [("a", True), ("b", False)]


def test_what_the_database_refuses_comes_back_as_its_own_error_without_values_and_undoes_all(
    database: Database,
) -> None:
    with pytest.raises(sa.exc.IntegrityError) as raised, database.writing() as connection:
        bulk.write(connection, Rows(_shelf, _ALL, [(1, "x", b"first")]))
        bulk.write(connection, Rows(_book, ("title", "lent"), [("a", True)]), Rows(_shelf, _ALL, [(1, "x", b"5ecret")]))
    assert "5ecret" not in str(raised.value)
    with database.reading() as connection:
        assert bulk.find(connection, Find(_shelf, _ALL), Find(_book, ("title",))) == [[], []]


def test_a_question_that_cannot_be_answered_is_an_error_and_the_next_transaction_goes_on(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError), database.reading() as connection:
        bulk.find(connection, Find(_book, ("title",)), Find(sa.table("nowhere"), ("x",)), Find(_shelf, _ALL))
    with database.writing() as connection:
        assert bulk.find(connection, Find(_book, ("title",))) == [[]]

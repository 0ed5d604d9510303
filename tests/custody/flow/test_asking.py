"""Nobody waits for an answer to a question that never went out: what is in the way is found, put right, and asked again."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.custody import flow
from kotinos.custody.act import Refused
from kotinos.custody.flow.policy import Policy
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting import queries
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.values import Campaign
from tests.custody.flow.conftest import File

HOME, SEX = 9, 5
"""Fields of a record, by their number."""


def sent_back(file: File, field: int) -> tuple[str, str]:
    """Somebody about whom the State could not read a field: application and subject."""
    id, subject = file.approved()
    [record] = file.exchange.pack().records
    file.exchange.acknowledge(fields={record.token: field})
    with file.database.reading() as connection:
        assert [(one.subject, one.held_field) for one in queries.held(connection)] == [(subject, field)]
    assert file.exchange.pack().records == ()
    return id, subject


def test_an_address_that_was_sent_back_is_put_right_and_asked_about_again(file: File) -> None:
    _, subject = sent_back(file, HOME)
    file.do(flow.ask_again, file.vault, subject, {"address": "3 place du Marché, 1700 Fribourg"})
    [again] = file.exchange.pack().records
    assert again.fields[HOME - 1] == "3 place du Marché, 1700 Fribourg"
    with pytest.raises(Refused, match="nothing_to_mend"):
        file.do(flow.ask_again, file.vault, subject, {})


def test_an_identity_is_not_changed_in_passing(file: File) -> None:
    _, subject = sent_back(file, SEX)
    with pytest.raises(ValueError, match="change of identity only"):
        file.do(flow.ask_again, file.vault, subject, {"sex": "X"})
    assert file.exchange.pack().records == ()


def test_a_change_of_identity_asks_again_whether_or_not_the_person_is_another(file: File) -> None:
    _, subject = sent_back(file, HOME)
    assert file.do(flow.change_identity, file.vault, file.policy, subject, {"document_number": "Y0000001"}) is False
    [again] = file.exchange.pack().records
    file.exchange.acknowledge(fields={again.token: SEX})
    assert file.do(flow.change_identity, file.vault, file.policy, subject, {"sex": "X"}) is True
    assert [record.fields[SEX - 1] for record in file.exchange.pack().records] == ["X"]


def test_a_new_identity_is_asked_about_under_the_campaign_of_the_zone(file: File) -> None:
    _, subject = file.in_force()
    other = Campaign("PG2030", "SNE", "decree 2", "Europe/Paris", Delay(2), date(2031, 1, 1))
    file.do(vetting.open_campaign, other)
    with pytest.raises(Refused, match="campaign_needed"):
        file.do(flow.change_identity, file.vault, file.policy, subject, {"family_name": "Keller"})
    own = Policy(file.policy.games, file.policy.timezone, "JO2030")
    assert file.do(flow.change_identity, file.vault, own, subject, {"family_name": "Keller"}) is True
    assert file.exchange.state(subject) == "pending"

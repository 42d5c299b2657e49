"""The declaration of users, and its comparison with what a cluster has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.topologies.kafka import topic_plan, topics
from orin.topologies.kafka.user_plan import AccessRule, compare, declared
from orin.topologies.track import track_stage
from orin.topologies.watch import watch_stage


def _topics(user: str, operation: str) -> set[str]:
    return {rule.name for rule in declared()[user] if rule.kind == "topic" and rule.operation == operation}


@pytest.mark.parametrize("stage", [track_stage(), watch_stage()], ids=lambda stage: stage.name)
def test_a_stage_may_do_what_it_does_and_nothing_else(stage: object) -> None:
    name, source, state = stage.name, stage.source, stage.state  # type: ignore[attr-defined]
    outputs = set(stage.outputs.values())  # type: ignore[attr-defined]
    user = f"orin-{name}"
    assert _topics(user, "READ") == {source, state}
    assert _topics(user, "WRITE") == {*outputs, state, topics.DEAD_LETTERS}
    assert {rule for rule in declared()[user] if rule.kind != "topic"} == {
        AccessRule("group", f"orin.{name}", "READ"),
        AccessRule("transactional-id", f"orin.{name}-*", "WRITE"),
    }


AGAIN = "orin.redetect.*"
"""What `orin redetect` makes: topics of an operator's own."""


def test_every_topic_has_a_writer_and_a_reader_and_every_rule_a_topic() -> None:
    there = set(topic_plan.declared())
    for operation in ("READ", "WRITE"):
        named = set().union(*(_topics(user, operation) for user in declared())) - {"orin.*", AGAIN}
        assert named <= there
        assert operation == "READ" or named == there
    assert "orin.*" in _topics("orin-operator", "READ")


def test_only_the_administrator_changes_topics_and_users() -> None:
    powers = {"ALTER", "ALTER_CONFIGS", "CREATE", "DELETE", "ALL"}
    mighty = {(user, r.name) for user, rules in declared().items() for r in rules if r.operation in powers}
    assert {user for user, name in mighty if name != AGAIN} == {"orin-admin"}
    assert {user for user, name in mighty if name == AGAIN} == {"orin-operator"}
    assert {user for user, rules in declared().items() if any(r.kind == "cluster" for r in rules)} == {"orin-admin"}


RULES = st.sets(
    st.builds(AccessRule, st.sampled_from(["topic", "group"]), st.sampled_from(["a", "b*"]), st.just("READ"))
)
HELD = st.dictionaries(st.sampled_from(["u", "v", "w"]), RULES)


@given(HELD, st.sets(st.sampled_from(["u", "v", "w"])), HELD)
def test_changes_lead_from_what_is_there_to_what_is_declared(
    wanted: dict[str, set[AccessRule]], users: set[str], found: dict[str, set[AccessRule]]
) -> None:
    after_users, after = set(users), {user: set(rules) for user, rules in found.items()}
    for change in compare(wanted, users, found):
        assert change.user in wanted
        if change.rule is None:
            after_users.add(change.user)
        elif change.action == "allow":
            after.setdefault(change.user, set()).add(change.rule)
        else:
            after[change.user].remove(change.rule)
    assert compare(wanted, after_users, after) == []
    assert {u: r for u, r in after.items() if u not in wanted} == {u: r for u, r in found.items() if u not in wanted}

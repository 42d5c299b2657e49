"""Alerting on the checkpoint: events, reviews and ticks in, decisions out."""

from orin.processors.alerting.logic import AlertInput, AlertLogic
from orin.processors.alerting.state import AlertState
from orin.schemas.records import Delivery, Event, Review, Tick
from orin.topologies.kafka.topics import ALERTING, DELIVERIES, NOTIFY_STATE
from orin.topologies.stage.definition import Stage


def notify_stage(late_after: float = 60.0) -> Stage[AlertState, AlertInput]:
    """`late_after`: seconds after which an event is no news any more and is told with others."""
    return Stage(
        name="notify",
        source=ALERTING,
        state=NOTIFY_STATE,
        outputs={Delivery: DELIVERIES},
        dense="offset",
        inputs=(Event, Review, Tick),
        logic=AlertLogic(late_after),
        undecodable=lambda camera, _session, at: Tick(camera=camera, at=at),
    )

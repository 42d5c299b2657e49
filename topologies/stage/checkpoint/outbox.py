"""What one event leads to: the actions so far, and the clock and attempt they are made under."""

from orin.topologies.stage.checkpoint import signals as s


class Outbox:
    """Shared by the parts of one machine."""

    def __init__(self) -> None:
        self.now = 0.0
        """Monotonic, seconds; of the event that is being handled."""
        self.attempt = 0
        self.actions: list[s.Action] = []

    def act(self, action: s.Action) -> None:
        self.actions.append(action)

    def set_timer(self, name: s.TimerName, seconds: float) -> None:
        self.act(s.SetTimer(self.attempt, name, seconds))

    def report(self, what: str, details: dict[str, object]) -> None:
        self.act(s.StageReport(what, details))

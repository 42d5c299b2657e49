"""Every error that ORIN raises on purpose: one tree, one line each that says what, where and what to do."""


class OrinError(Exception):
    """Something failed for a reason that the user can act on. The command line prints it alone; exit code 1."""

    exit_code = 1

    @property
    def lines(self) -> list[str]:
        """What is shown, each as a line of its own."""
        return [str(self)]


class Misuse(OrinError):
    """What was asked for cannot be meant: a bad argument, a bad spec file. Exit code 2."""

    exit_code = 2


class WireError(OrinError):
    """A message that cannot be read. `reason` is the machine-readable word a DeadLetter carries."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason

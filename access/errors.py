"""Why somebody was not let in. The reason is for the log and the audit; who asked is told less."""


class Refused(Exception):
    """`reason` in a few words, without anything secret; `account` whose way in it was, where there is such an account:
    people type passwords in the wrong place.
    """

    def __init__(self, reason: str, account: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.account = account


class NotSignedIn(Refused):
    """Nothing was presented that could be checked."""

    def __init__(self) -> None:
        super().__init__("nothing to recognise anybody by")


class ProviderUnavailable(Exception):
    """The identity provider's keys are not to be had: nobody can be recognised by its tokens for now."""


class Throttled(Exception):
    """Too many sign-ins that failed; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after

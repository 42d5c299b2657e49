"""`orin control`."""

EPILOG = "Example: ORIN_API_PORT=8081 orin control"


def control() -> None:
    """Serve the commands on this machine until stopped: reviews and mutes. The OpenAPI page is at /control/docs.

    They take the link in ORIN_HOME, which is made where there is none.
    """
    from orin.control.factory import create_app
    from orin.runtime.config.home import ensure_link
    from orin.runtime.config.settings import Settings
    from orin.runtime.http.server import serve
    from orin.runtime.observability.logs import configure_logs

    settings = Settings()
    configure_logs(settings, process="control")
    ensure_link(settings.home, settings.api_host, settings.api_port)
    serve(settings, create_app(settings), "control")

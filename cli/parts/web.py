"""`orin web`."""

EPILOG = "Example: ORIN_API_PORT=8080 orin web"


def web() -> None:
    """Serve the read-only api and the commands on one port of this machine, until stopped: what `orin up` runs.

    Commands take the link in ORIN_HOME, which is made where there is none.
    """
    from orin.api.factory import create_app
    from orin.control.web import join
    from orin.runtime.config.home import ensure_link
    from orin.runtime.config.settings import Settings
    from orin.runtime.http.server import serve
    from orin.runtime.observability.logs import configure_logs

    settings = Settings()
    configure_logs(settings, process="web")
    ensure_link(settings.home, settings.api_host, settings.api_port)
    serve(settings, join(create_app(settings), settings), "web")

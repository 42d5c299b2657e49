"""`orin api`."""

EPILOG = "Example: ORIN_API_PORT=8080 orin api, then: curl -s 'http://127.0.0.1:8080/v1/events?open=true'"


def api() -> None:
    """Serve the read-only HTTP API on this machine until stopped. The OpenAPI page is at /docs."""
    from orin.api.factory import create_app
    from orin.runtime.config.settings import Settings
    from orin.runtime.http.server import serve
    from orin.runtime.observability.logs import configure_logs

    settings = Settings()
    configure_logs(settings, process="api")
    serve(settings, create_app(settings))

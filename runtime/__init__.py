"""Settings, logs, metrics, frame store, one-machine engines, process supervision."""

"""First steps without a broker: `orin init` and `orin try`."""

"""`python -m orin` is the `orin` command."""

from orin.cli.main import main

main()

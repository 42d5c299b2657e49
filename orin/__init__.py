"""Camera streams in, trustworthy events out, on Kafka.

The folders beside this one hold the code; here they are linked, so that all of it is imported as `orin.…` and nothing
else is installed at the top level.
"""

from importlib.metadata import version

__version__ = version("orin")

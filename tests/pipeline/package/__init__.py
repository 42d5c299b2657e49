"""ORIN as it is installed, and packages that extend it."""

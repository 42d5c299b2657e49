"""Cameras and guards as code: `orin cameras`, `orin guards`."""

"""One part of ORIN each: `orin ingest`, `orin worker`, `orin api`."""

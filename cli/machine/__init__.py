"""All of ORIN on one machine: `orin demo`, `orin up`, `orin cluster`."""

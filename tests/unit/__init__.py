"""What needs no engine: functions, state machines, files; properties by Hypothesis."""

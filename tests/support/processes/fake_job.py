"""The process of a job that does as the job's name says; nothing is imported that takes time."""

# ruff: noqa: PTH123, PTH208
import json
import os
import sys
import time

folder = sys.argv[1]
with open(f"{folder}/job.json") as file:
    job = json.load(file)
does = job["name"]
assert os.listdir(f"{folder}/input") == ["clip.mp4"]
if does == "fails":
    sys.stderr.write("orin: the clip makes no sense\n")
    sys.exit(1)
if does == "killed":
    os.kill(os.getpid(), 9)
held = bytearray(80 * 2**20) if does == "eats" else b""
if does == "fills":
    with open(f"{folder}/large", "wb") as file:
        file.write(bytes(40 * 2**20))
while does in {"hangs", "eats", "fills"} or (does == "waits" and job["attempt"] == 1):
    time.sleep(0.05)
with open(f"{folder}/results/events.csv", "w") as file:
    file.write(f"by attempt {job['attempt']}\n")

"""OpenCV's capture without FFmpeg's own output on stderr: errors are reported once, by ORIN."""

import os

os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
# RTSP over TCP: over UDP a lost packet is a smeared frame, in which detection sees objects.
os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "rtsp_transport;tcp")

import cv2

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # for an OpenCV imported before

OPEN_TIMEOUT_MS = 5000
READ_TIMEOUT_MS = 5000


def open_capture(address: str | int) -> cv2.VideoCapture | None:
    """A capture of a file, an address or a webcam; None when OpenCV finds no video there."""
    if isinstance(address, int):
        capture = cv2.VideoCapture(address)
    else:
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
        capture = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    if capture.isOpened():
        return capture
    capture.release()
    return None


def number(capture: cv2.VideoCapture, what: int) -> float | None:
    """A property of the capture; None where OpenCV does not know it (0, negative, not a number, absurd)."""
    value = float(capture.get(what))
    return value if 0 < value < 1e9 else None

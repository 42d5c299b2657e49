"""The `orin` command."""

import os

# OpenCV reads this once, when it is loaded: a file of a kilobyte may announce a picture of gigapixels, and whoever
# decodes it would be killed for its memory, again and again. 8192 x 8192 px is twice what the largest cameras give.
os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(2**26))

"""How the source archive is made; all else about the package is in pyproject.toml.

`orin/` links to the folders on top. A wheel holds what the links point to. setuptools would put it into the source
archive as well, beside the folders on top: two copies of every file, of which edits and tests would see one each.
The archive holds the folders once, and the links.
"""

from pathlib import Path

from setuptools import setup
from setuptools.command.sdist import sdist

LINKS = sorted(path for path in Path("orin").iterdir() if path.is_symlink())


class SourceArchive(sdist):
    """MANIFEST.in leaves out what lies behind the links; here they are made again."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        for link in LINKS:
            Path(base_dir, link).symlink_to(link.readlink())


setup(cmdclass={"sdist": SourceArchive})

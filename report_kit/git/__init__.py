"""git as a source of files and of history: revisions, the files of one, the last commit that touched a line.

The program ``git`` is asked; nothing is checked out, and the working tree and the index stay as they are.
"""

from report_kit.git.blame import Touch
from report_kit.git.process import GitProblem
from report_kit.git.repository import Commit, Range, Repository, Revision, open_repository
from report_kit.git.revision_files import RevisionFiles

__all__ = [
    "Commit",
    "GitProblem",
    "Range",
    "Repository",
    "Revision",
    "RevisionFiles",
    "Touch",
    "open_repository",
]

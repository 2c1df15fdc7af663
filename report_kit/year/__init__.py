"""VERB: the report on a year and the promises for the next one → the texts that start the next year's folder.

Last year's figures and sentences stand in comments only: nothing of them is a value or a sentence of the new
year. Files that are there already are completed by insertion and never written anew.
"""

from report_kit.year.begin import Begun, Lacking, LastYear, begin_chapters, begin_edition
from report_kit.year.insertion import completed, only_added

__all__ = ["Begun", "Lacking", "LastYear", "begin_chapters", "begin_edition", "completed", "only_added"]

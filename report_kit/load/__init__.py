"""YAML text to the facts of a year, with the place of everything."""

from report_kit.files import DiskFiles, Files
from report_kit.load.allow import LoadedAllowances, load_allowances
from report_kit.load.terms import LoadedTerms, load_terms
from report_kit.load.year import Loaded, load_edition

__all__ = [
    "DiskFiles",
    "Files",
    "Loaded",
    "LoadedAllowances",
    "LoadedTerms",
    "load_allowances",
    "load_edition",
    "load_terms",
]

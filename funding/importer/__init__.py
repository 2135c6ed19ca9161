"""The record as files, into the database and out of it.

`read_folders` checks files by themselves, `make_plan` compares them with what is stored, `check_plan` finds what stands against
that, and `save` carries it out. `read_stored` and `write_folder` go the other way. `fill` writes a record into tables of its own.
"""

from .collisions import check_plan
from .plan import Plan, Winner, make_plan
from .problems import Problem, Refused
from .reader import read_folders
from .record import Record
from .report import changes_in_words, disputes_in_words, report_in_words
from .saver import Rounds, fill, hold_record, save
from .stored import read_stored
from .writer import write_folder

__all__ = [
    "Plan",
    "Problem",
    "Record",
    "Refused",
    "Rounds",
    "Winner",
    "changes_in_words",
    "check_plan",
    "disputes_in_words",
    "fill",
    "hold_record",
    "make_plan",
    "read_folders",
    "read_stored",
    "report_in_words",
    "save",
    "write_folder",
]

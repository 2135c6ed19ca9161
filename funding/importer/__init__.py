"""Brings the record, a folder of CSV files, into the database: `read_folder` checks all of it, `save` writes all of it."""

from .problems import Problem, Refused
from .reader import read_folder
from .record import Record
from .saver import Report, save
from .upsert import Outcome

__all__ = ["Outcome", "Problem", "Record", "Refused", "Report", "read_folder", "save"]

"""Brings the record, folders of CSV files, into the database: `read_folders` checks all of it, `save` writes all of it."""

from .problems import Problem, Refused
from .reader import read_folders
from .record import Record
from .saver import Report, save
from .upsert import Outcome

__all__ = ["Outcome", "Problem", "Record", "Refused", "Report", "read_folders", "save"]

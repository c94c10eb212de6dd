"""Meetings, calls and visits from fired frames: kind, whether held, when, where, between whom."""

from dragoman.reading.frames.meetings.read import read_meetings
from dragoman.reading.frames.meetings.words import MeetingWords, compile_meeting_words

__all__ = ["MeetingWords", "compile_meeting_words", "read_meetings"]

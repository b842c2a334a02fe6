"""Starting a partnership: from answers, or from a file that exists already."""

from __future__ import annotations

from datetime import datetime

from throughline.rules.terms.answer_faults import AnswerFault, answer_faults
from throughline.rules.terms.model import Finding, TermsUnreadable
from throughline.rules.terms.reader import read_bytes
from throughline.rules.terms.write import NewPartnership, new_partnership
from throughline.web.access.models import Partnership, User
from throughline.web.governance.actions import start_partnership
from throughline.words.refusals import Refused


class FileRefused(Refused):
    """The file has errors of form; each is a sentence with its line."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


class AnswersContradict(Refused):
    """Answers that cannot stand together; each fault names its board and its answer."""

    def __init__(self, faults: tuple[AnswerFault, ...]) -> None:
        super().__init__(" ".join(one.sentence for one in faults))
        self.faults = faults


def start_from_answers(*, answers: NewPartnership, by: User, at: datetime) -> Partnership:
    """Begin a partnership from a few answers.

    Raises AnswersContradict, FileRefused, and AlreadyLoaded or SlugTaken.
    """
    try:
        if faults := answer_faults(answers, on=at.date()):
            raise AnswersContradict(faults)
        return start_partnership(text=new_partnership(answers), by=by, at=at)
    except TermsUnreadable as unreadable:
        raise FileRefused(tuple(_in_an_answer(one) for one in unreadable.findings)) from None


def start_from_file(*, content: bytes, name: str, by: User, at: datetime) -> Partnership:
    """Load a partnership file as it was found. Raises FileRefused, and AlreadyLoaded or SlugTaken."""
    try:
        return start_partnership(text=read_bytes(content, name).text, by=by, at=at)
    except TermsUnreadable as unreadable:
        raise FileRefused(tuple(_in_a_file(one) for one in unreadable.findings)) from None


def _in_a_file(finding: Finding) -> str:
    where = f" ({finding.at})" if finding.at else ""
    return f"Line {finding.line}: {finding.message}{where}"


def _in_an_answer(finding: Finding) -> str:
    return f"An answer cannot stand in the file: {finding.message} ({finding.at})"

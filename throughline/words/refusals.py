"""A refusal carries its sentence for the reader: what is wrong, where, and what to do."""


class Refused(Exception):
    """Something was asked that cannot be done; the message says why and what to do instead.

    Rooms name their own refusals after what is refused (``NotQuorate``).
    """

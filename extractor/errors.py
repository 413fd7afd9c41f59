"""Errors that a user can correct."""


class UserError(ValueError):
    """A wrong argument, file or rule, or an unusable store: the message names it and says why, in one sentence."""

"""What stays in memory for good, and how often Python looks for what does not."""

import gc

EVERY = 20_000


def settle() -> None:
    """Leave everything loaded so far out of the search for garbage, and search less often: for a process that serves.

    A page makes thousands of small things that go by themselves; looking through the whole house each time costs
    about a twentieth of every answer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(EVERY, 20, 20)

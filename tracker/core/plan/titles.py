"""Titles of plans, shortened to what people call them."""

SEPARATORS = (" - ", " – ", " — ", ": ")


def short_title(title: str) -> str:
    """The part of a title that names the project: before a dash or a colon, else all of it.

    >>> short_title("Metropolitan E-Commerce - Production Hazırlık Task Listesi")
    'Metropolitan E-Commerce'
    """
    for separator in SEPARATORS:
        head = title.split(separator)[0].strip()
        if head and head != title:
            return head
    return title

"""How tables of words are laid out."""

Words = dict[str, tuple[str, ...]]  # the words of a language, by its code

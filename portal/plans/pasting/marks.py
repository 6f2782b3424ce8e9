"""Signs in cells: ticks as people and their fonts write them, and text without what no keyboard makes."""

from portal.core.sheets import folded, tidy

WINGDINGS = {"ü": "✓", "þ": "☑", "û": "✗", "ý": "☒", "¨": "☐", "o": "☐", "q": "☐", "§": "•", "Ø": "•", "·": "•"}
WINGDINGS_2 = {"P": "✓", "R": "☑", "O": "✗", "S": "☒", "£": "☐", "T": "☒"}
TICKED = {"x", "✓", "✔", "√", "☑", "☒", "✅", "✗", "✘", "×", "ü", "þ", "ý", "û", "•", "●", "■", "*", "+",
          "1", "y", "yes", "true", "tick", "ticked"}  # fmt: skip
UNTICKED = {"", "-", "–", "—", "☐", "□", "0", "n", "no", "false", "n/a"}  # noqa: RUF001  dashes of every length


def clean(text: str) -> str:
    """Return a cell as it is kept: no blanks around it, and no more than a keyboard makes."""
    return tidy(text)


def in_font(text: str, font: str) -> str:
    """Return letters as the font shows them: "ü" in Wingdings is a tick."""
    name = folded(font)
    signs = WINGDINGS_2 if "wingdings 2" in name else WINGDINGS if "wingdings" in name else {}
    return "".join(signs.get(letter, letter) for letter in text) if signs else text


def ticked(text: str) -> bool | None:
    """Return whether a cell is ticked, or None where it holds neither a tick nor nothing."""
    words = " ".join(text.casefold().strip(" .").split())
    if words in UNTICKED:
        return False
    is_one_sign = len(set(words)) == 1 and (words[0] == "x" or not words[0].isalnum())
    return True if words in TICKED or (is_one_sign and words[0] in TICKED) else None

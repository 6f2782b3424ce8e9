"""Rules of accounts: which password will do, where a sign-in may lead, and what a browser calls itself."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

SHORTEST, LONGEST = 12, 200
UNFORESEEN = 8
HOW_TO_CHOOSE = "Choose three words that have nothing to do with you or with each other, and write them in a row."

# What comes first to everybody's mind. A password may hold such a piece, but not live on it.
COMMON = {
    "password", "passwort", "passphrase", "passcode", "letmein", "welcome", "changeme", "secret", "login", "signin",
    "admin", "administrator", "default", "master", "access", "trustno", "iloveyou", "lovely", "sunshine", "princess",
    "monkey", "dragon", "superman", "batman", "starwars", "pokemon", "football", "baseball", "cricket", "rugby",
    "liverpool", "arsenal", "chelsea", "everton", "manchester", "united", "tottenham", "rangers", "celtic", "england",
    "britain", "london", "computer", "internet", "facebook", "google", "whatever", "nothing", "summer", "winter",
    "spring", "autumn", "monday", "friday", "january", "december", "christmas", "chocolate", "charlie", "michael",
    "partnership", "partner", "portal", "charity", "council", "volunteer", "community", "meeting", "minutes", "board",
}  # fmt: skip
RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujm", "qweasdzxc", "qwerasdfzxcv",
    "zaq12wsxcde34rfvbgt5",
)  # fmt: skip
SWAPPED = str.maketrans("013457@$!", "oieastasi")


def fault_of_password(password: str, about: Iterable[str] = ()) -> str:
    """Return what is wrong with a password, in a sentence that says how to choose another; "" when it will do.

    `about` are words that others know: the person's name and e-mail address, the portal's name. Long and unguessed is
    what counts (National Cyber Security Centre: three random words); no letters, figures or signs are prescribed.
    """
    if len(password) < SHORTEST:
        return f"A password needs {SHORTEST} letters or more. {HOW_TO_CHOOSE}"
    if len(password) > LONGEST:
        return f"A password may have up to {LONGEST} letters."
    plain = _plain(password)
    if plain.isdigit():
        return f"Figures alone are quickly tried out. {HOW_TO_CHOOSE}"
    if len(set(plain)) < 5 or plain in (plain + plain)[1:-1]:
        return f"This repeats itself, so it is quickly tried out. {HOW_TO_CHOOSE}"
    known = {piece for text in about for piece in re.findall(r"[^\W_]{3,}", text.casefold())}
    if _unforeseen(password, COMMON) < UNFORESEEN:
        return f"This is one of the passwords that are tried first. {HOW_TO_CHOOSE}"
    if _unforeseen(password, COMMON | known) < UNFORESEEN:
        return f"Your name, your address and the portal's name are tried first. {HOW_TO_CHOOSE}"
    return ""


def safe_path(wanted: str | None) -> str:
    """Return where to go after signing in: the path that was asked for if it lies on this portal, else home.

    Browsers strip tabs and line ends from addresses and read a backslash as a slash, so that none may stand in it,
    neither plain nor encoded; signing in and out lead nowhere.
    """
    read = unquote(wanted or "")
    strange = " " in (wanted or "") or any(ord(letter) < 32 or letter in "\\\x7f" for letter in (wanted or "") + read)
    if not wanted or strange or not wanted.startswith("/") or wanted.startswith("//") or read.startswith("//"):
        return "/"
    return "/" if urlsplit(wanted).path in {"/login", "/logout", "/login/demo"} else wanted


BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
MACHINES = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "a Chromebook"), ("Macintosh", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_in_words(header: str) -> str:
    """Return what a browser says of itself in words: "Firefox on Windows"; its exact version is nobody's business."""
    browser = next((name for sign, name in BROWSERS if sign in header), "A browser")
    machine = next((name for sign, name in MACHINES if sign in header), "")
    return f"{browser} on {machine}" if machine else browser


def _plain(password: str) -> str:
    return re.sub(r"[\W_]", "", password.casefold())


def _unforeseen(password: str, pieces: Iterable[str]) -> int:
    """Count what nobody expects: letters and groups of figures, without the pieces and rows of the keyboard."""
    counts = []
    for spelt in (_plain(password), _plain(password.casefold().translate(SWAPPED))):
        rest = spelt
        for piece in sorted(pieces, key=len, reverse=True):
            rest = rest.replace(piece, " ")
        counts.append(len(re.sub(r"\d+", "0", _without_runs(rest)).replace(" ", "")))
    return min(counts)


def _without_runs(text: str) -> str:
    """Return the text without rows of the keyboard and the like, four letters or longer, in either direction."""
    rows = [row for run in RUNS for row in (run, run[::-1])]
    rest, at = "", 0
    while at < len(text):
        longest = max(_shared(text, at, row) for row in rows)
        rest, at = (rest, at + longest) if longest >= 4 else (rest + text[at], at + 1)
    return rest


def _shared(text: str, at: int, row: str) -> int:
    """Return how many letters from here on stand in the row in the same order, wherever in the row they begin."""
    most = 0
    for length in range(4, len(row) + 1):
        if at + length > len(text) or text[at : at + length] not in row:
            break
        most = length
    return most

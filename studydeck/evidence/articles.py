"""Numbers of articles, in figures, words and Roman numerals."""

from decimal import Decimal

from studydeck.evidence.tokens import ORDINALS, Token

ARTICLES = frozenset({"article", "articles", "art", "arts"})


def article_at(found: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
    """Read the number of an article, and where it ends.

    `Article 12`, `Art. XII`, `the twelfth article`, and the 6 of `Articles 5 and 6`.
    """
    word = _text(found, at)
    after = at
    if word in ARTICLES:
        after = at + 2 if _text(found, at + 1) == "." else at + 1
    elif word in ORDINALS and _text(found, at + 1) == "article":
        number = Decimal(ORDINALS[word][:-2])
        return number, at + 2
    elif not _goes_on_from_articles(found, at):
        return None
    text = found[after].text if after < len(found) else ""
    number = Decimal(text) if text.isdecimal() and len(text) < 5 else Decimal(roman(text))
    return (number, after + 1) if number else None


def _goes_on_from_articles(found: tuple[Token, ...], at: int) -> bool:
    """Whether a number goes on a list that "Articles" opened."""
    if _text(found, at - 1) not in {",", "and", "or", "to", "-"}:
        return False
    opens = at - 1
    while opens >= max(0, at - 12) and (
        found[opens].text.isdecimal()
        or roman(found[opens].text)
        or found[opens].low in {",", "and", "or", "to", "-"}
    ):
        opens -= 1
    return _text(found, opens) in {"articles", "arts"}


def roman(text: str) -> int:
    """Read a Roman numeral below 40 in capitals; 0 for anything else.

    >>> roman("XII"), roman("IV"), roman("IM")
    (12, 4, 0)
    """
    if not text or len(text) > 7 or not set(text) <= set("IVX"):
        return 0
    for number in range(1, 40):
        tens, ones = divmod(number, 10)
        if text == "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]:
            return number
    return 0


def _text(found: tuple[Token, ...], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""

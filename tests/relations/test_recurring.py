"""Phrases that one issuer repeats and others hardly use."""

from __future__ import annotations

from collections import Counter, defaultdict

from dragoman.relations.formulae import find_uses
from dragoman.relations.recurring import FEWEST, Recurring, compiled_recurring, most_telling, phrases_of, score, telling
from dragoman.relations.values import Version
from tests.relations.stated import version

Texts = list[tuple[Version, str]]


def recurring(told: Texts) -> tuple[Recurring, ...]:
    """Return the recurring phrases of every issuer of some texts."""
    own: dict[str, Counter[str]] = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    for one, text in told:
        if one.original == one.document:
            own[str(one.publisher_country)].update(phrases_of(text))
            sizes[str(one.publisher_country)] += 1
    everywhere = sum(own.values(), Counter[str]())
    total = sizes.total()

    def scored(issuer: str, phrase: str) -> Recurring:
        count, size = own[issuer][phrase], sizes[issuer]
        return Recurring(issuer, phrase, count, score(count, size, everywhere[phrase] - count, total - size))

    return tuple(
        one
        for issuer in sorted(own)
        for one in most_telling(
            scored(issuer, phrase) for phrase in telling(own[issuer], sizes[issuer], everywhere, total)
        )
    )


def texts(publisher: str, text: str, number: int, start: int = 0) -> Texts:
    """Return documents of a publisher, all with one sentence and each with another."""
    return [
        (version(f"{publisher}{i}", "2024-01-01", publisher), f"{text} Item {i} was a matter of weather{i}.")
        for i in range(start, start + number)
    ]


OTHERS = texts("PER", "The weather was fair in the hills.", 60)


def test_a_phrase_of_one_issuer_is_found_whole() -> None:
    """Only the longest form of it is told, with the number of its documents."""
    own = texts("NOR", "We uphold the ancient herring covenant.", 30) + texts("NOR", "Then it ended.", 30, start=30)
    found = {f.phrase: f.documents for f in recurring(own + OTHERS) if f.issuer == "NOR"}
    assert found == {"uphold the ancient herring covenant": 30}


def test_what_all_issuers_say_is_nobodys_formula() -> None:
    """A phrase that others use as often tells nothing of an issuer."""
    own = texts("NOR", "The weather was fair in the hills.", 60)
    assert recurring(own + OTHERS) == ()


def test_a_few_documents_are_no_habit() -> None:
    """Fewer than six documents, or one text put out again and again, are chance."""
    few = texts("NOR", "We uphold the ancient herring covenant.", FEWEST - 1)
    copies = [(version(f"c{i}", "2024-01-01", original="NOR0"), "We uphold the herring covenant.") for i in range(20)]
    assert not [f for f in recurring(few + copies + OTHERS) if f.issuer == "NOR"]


def test_names_are_no_formulae() -> None:
    """Who speaks is named again and again; a phrase counts where at least half of its telling words are no names."""
    own = texts("NOR", "Today Chancellor Astrid Berg met Bjarne Foss of the herring guild.", 30)
    phrases = {f.phrase for f in recurring(own + OTHERS)}
    assert not any(phrase in ("chancellor astrid berg", "astrid berg", "bjarne foss") for phrase in phrases)
    assert any("herring guild" in phrase for phrase in phrases)


def test_a_phrase_does_not_cross_a_sentence() -> None:
    """Words on both sides of a full stop or comma are no phrase."""
    own = texts("NOR", "Long live herring. Covenant first, barrels later.", 30)
    phrases = {f.phrase for f in recurring(own + OTHERS)}
    assert not any("herring covenant" in phrase or "barrels later item" in phrase for phrase in phrases)


def test_what_was_found_can_be_looked_up_in_texts() -> None:
    """Found phrases are used like declared ones, and say that nobody declared them."""
    found = recurring(texts("NOR", "We uphold the herring covenant.", 30) + OTHERS)
    (use,) = find_uses("They uphold the Herring Covenant.", compiled_recurring(found, "NOR"))
    assert (use.exact, use.declared) == ("uphold the Herring Covenant", False)

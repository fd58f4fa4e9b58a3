"""Words that the language rules pass over, since they are rightly written so; each list says for which rule."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TWICE_RIGHTLY = _words(
    "det att som för den om på är var de i kort mycket har kan ska skall finns gäller kommer blir gör behövs krävs så "
    "ja nej jo allt ha man"
)
"""«Det det handlar om», «för för lång tid», «de som har har det bra», «kort kort»."""

TAIL_RIGHTLY = _words(
    "bland tidigt mellan efter utom under över kring innan annan andra annat några något någon bättre genom längre "
    "kommer komma kommit boende gående varande sedan snart enligt gäller gällande handlar håller ställer finns "
    "liksom samman varför därför igenom större mindre högre lägre senare ställe följer visar väntar svarar "
    "stående liggande sittande talar frågar arbetar medel delar verkar heter gånger tider"
)
"""What may follow on a word that ends so: «ibland bland», «samtidigt tidigt», «det som tillkommer kommer att …»."""

FORM_RIGHTLY = _words("först fast rätt öppet klart visst helt runt dags")
"""Short words that are no other form of the one beside them."""

ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    each.replace(" ", ""): tuple(each.split())
    for each in (
        *("t ex", "bl a", "m m", "o s v", "d v s", "t o m", "fr o m", "m fl", "s k", "p g a", "f d", "f n", "i st f"),
        *("o dyl", "f ö", "m a o", "e d", "o d", "p u"),
    )
}
"""Abbreviations of several words, by their letters: «t.ex.», «t ex»."""

NO_END_OF_SENTENCE = _words(
    "kap st kl nr dnr tel ca resp inkl exkl jfr ang forts kr mån s sid red dir tf vd prof dr bl ex m fl fr o t a d v "
    "p g k f n i mkr tkr milj mnkr max min avd enl obs art pkt kv bil sek"
)
"""What stands before a point that ends no sentence: «7 kap. Kommunallagen»."""

FORMAL = _words(
    "föredragningslista listan dagordning protokoll protokollet kallelse information rapport redovisning ärendelista "
    "röstlängd utlysning minnesanteckningar minnesanteckningarna ärendet ärende punkt "
    "lägesrapport återrapportering skrivelse"
)
"""What meetings go through in the same words each time, so that nobody asks who it was: «Dagordningen godkändes.»"""

PARTIES = _words("s m sd c v kd l mp fp")
"""The parties of the Riksdag, now and lately, as they are abbreviated."""

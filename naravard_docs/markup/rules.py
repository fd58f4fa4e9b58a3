"""The rules of the text dialect, with examples of what is written and what is printed.

One table for all: the handbook's chapter «Så skriver du text» is made of it, the schemas' descriptions point to that,
and the tests read every example.
"""

from __future__ import annotations

from msgspec import Struct


class Example(Struct, frozen=True):
    """What is written, what is printed of it and what is told; nothing is printed of what is wrong."""

    written: str
    printed: str
    told: str = ""


class Rule(Struct, frozen=True):
    """A rule in Swedish, for the handbook, with its examples."""

    title: str
    text: str
    examples: tuple[Example, ...]


RULES: tuple[Rule, ...] = (
    Rule(
        "Var ett tecken är ett märke",
        "Ett märke först på en rad (lista, `> ` eller `# `) läses först i texten, efter en tom rad, efter "
        "en rad som slutar med kolon, direkt efter en rubrik, tabell eller bild, eller i en lista eller "
        "ett citat som redan är igång. Annars skrivs tecknet ut.",
        (
            Example(
                "Resultatet blev\n- 3,5 mnkr",
                "Resultatet blev - 3,5 mnkr",
                "råd: raden börjar med «-» men står inne i ett stycke, så tecknet skrivs ut",
            ),
            Example("Vi ska\n\n- anta planen\n- följa upp den", "Vi ska\n• anta planen\n• följa upp den"),
            Example("Vi ska:\n- anta planen\n- följa upp den", "Vi ska:\n• anta planen\n• följa upp den"),
            Example(
                "Andelen ska vara\n> 5 procent av budgeten.",
                "Andelen ska vara > 5 procent av budgeten.",
                "råd: raden börjar med «>» men står inne i ett stycke, så tecknet skrivs ut",
            ),
            Example(
                "Budgeten är 10 mnkr\n+ 2 mnkr i tillägg\n- 1 mnkr i avdrag.",
                "Budgeten är 10 mnkr + 2 mnkr i tillägg - 1 mnkr i avdrag.",
                "råd: raden börjar med «+» men står inne i ett stycke, så tecknet skrivs ut",
            ),
            Example("# Mål\n- ett\n- två", "rubrik‹Mål›\n• ett\n• två"),
            Example("**Beslut:**\n- anta planen\n- följa upp den", "fet‹Beslut:›\n• anta planen\n• följa upp den"),
            Example(
                "Förslag till beslut\n1. anta\n2. ge",
                "Förslag till beslut 1. anta 2. ge",
                "råd: raden börjar med «1.» men står inne i ett stycke, så den fortsätter stycket",
            ),
        ),
    ),
    Rule(
        "Aldrig ett märke",
        "Ett minus före ett belopp, `>` och `+` före en siffra, tal med fler än tre siffror, datum, "
        "klockslag, paragrafer och avsnittsnummer är aldrig märken. Kan en rad vara både ett belopp med "
        "minus och en punkt är den ett fel tills du säger vilket: `\\-` är minus, `•` är en punkt.",
        (
            Example(
                "Kostnad:\n- 2 017 tkr",
                "",
                "fel: «- 2 017 tkr» kan vara ett belopp med minus eller en punkt i en lista",
            ),
            Example("Kostnad:\n\\- 2 017 tkr", "Kostnad: - 2 017 tkr", "råd: raderna {rader} blir ett stycke"),
            Example("Kostnad:\n• 2 017 tkr", "Kostnad:\n• 2 017 tkr"),
            Example("– 5 %", "", "fel: «– 5 %» kan vara ett belopp med minus eller en punkt i en lista"),
            Example(
                "> 5 procent av budgeten",
                "> 5 procent av budgeten",
                "råd: «>» före en siffra läses som «större än» och skrivs ut",
            ),
            Example("+ 2 mnkr i tillägg", "+ 2 mnkr i tillägg"),
            Example("2003. Avtalet sägs upp.\n\n2005. Nytt avtal.", "2003. Avtalet sägs upp.\n\n2005. Nytt avtal."),
            Example("1.Anta planen", "1.Anta planen"),
            Example("(1) Anta planen", "(1) Anta planen"),
            Example("§ 8 Val", "§ 8 Val"),
            Example("2.1 Bakgrund", "2.1 Bakgrund"),
            Example("18 Översikt", "18 Översikt"),
            Example("09.00 Mötet öppnas", "09.00 Mötet öppnas"),
            Example("17. 5. 2023 möts vi igen", "17. 5. 2023 möts vi igen"),
            Example("12. mars möts vi igen", "12. mars möts vi igen"),
            Example(
                "Resultatet:\n- 3,5 mnkr sämre än budget",
                "Resultatet:\n• 3,5 mnkr sämre än budget",
                "råd: «- 3,5 mnkr sämre än budget» läses som en punkt i en lista, inte som ett belopp med minus",
            ),
            Example("- 09.00 mötet öppnas\n- 09.00\n- 070-123 45 67", "• 09.00 mötet öppnas\n• 09.00\n• 070-123 45 67"),
        ),
    ),
    Rule(
        "Punkter",
        "`- `, `* ` och `· ` enligt regel 1. Punkterna `•`, `▪`, `●`, `◦` och de som följer med från Word "
        "börjar alltid en ny punkt, också inne i ett stycke. Efter tecknet får det stå mellanslag eller "
        "tabb.",
        (
            Example("- anta planen\n- följa upp den", "• anta planen\n• följa upp den"),
            Example("* ett\n* två", "• ett\n• två"),
            Example("· ett\n· två", "• ett\n• två"),
            Example("•\tFörsta\n•\tAndra", "• Första\n• Andra"),
            Example("Vi ska\n• anta planen\n• följa upp den", "Vi ska\n• anta planen\n• följa upp den"),
            Example("•\tFörsta\no\tUnder\n•\tAndra", "• Första\n  • Under\n• Andra"),
            Example("\uf0b7 Första\n\uf0b7 Andra", "• Första\n• Andra"),
        ),
    ),
    Rule(
        "Strecksatser",
        "Två eller flera streck i följd (`– `, `− ` eller `— `) är en lista som behåller sitt streck. Ett "
        "ensamt streck skrivs ut.",
        (
            Example("– anta planen\n– följa upp den", "– anta planen\n– följa upp den"),
            Example("−   Avvikelser", "−   Avvikelser"),
            Example("— ett\n— två", "— ett\n— två"),
        ),
    ),
    Rule(
        "Nummer och bokstäver",
        "Siffror, bokstäver och romerska tal med punkt eller parentes skrivs ut precis som du skriver "
        "dem, också i Word. I en lista börjar ett nummer en ny punkt bara om det är högre än det förra, "
        "en bokstav bara om den följer på sin granne. Efter en tom rad eller ett kolon får listan börja "
        "om.",
        (
            Example("1. ett\n2. två", "1. ett\n2. två"),
            Example(
                "3. om avgifter\n7. om hemsjukvård\n9. om fast läkare",
                "3. om avgifter\n7. om hemsjukvård\n9. om fast läkare",
                "råd: efter «3.» kommer «7.» i listan; båda skrivs ut som de står",
            ),
            Example("1) ett\n2) två", "1) ett\n2) två"),
            Example("a) ett\nb) två", "a) ett\nb) två"),
            Example("i. ett\nii. två\niii. tre", "i. ett\nii. två\niii. tre"),
            Example("A. ett\nB. två", "A. ett\nB. två"),
            Example(
                "- anta planen för år\n2026. Uppdraget innefattar uppföljning",
                "• anta planen för år 2026. Uppdraget innefattar uppföljning",
                "råd: raderna {rader} blir ett stycke",
            ),
            Example(
                "- det som står på\np. 1-2 ska tillsättas",
                "• det som står på p. 1-2 ska tillsättas",
                "råd: raderna {rader} blir ett stycke",
            ),
            Example(
                "1. ett\n1. två\n1. tre",
                "1. ett\n1. två\n1. tre",
                "råd: «1.» står flera gånger i listan och skrivs ut som det står",
            ),
            Example("1. ett\n2. två\n\n1. nytt\n2. två", "1. ett\n2. två\n1. nytt\n2. två"),
            Example(
                "2. ett\n2. två",
                "2. ett 2. två",
                "råd: «2.» börjar ingen ny punkt här; raden fortsätter punkten ovanför",
            ),
            Example("C. Nilsson yrkade avslag.", "C. Nilsson yrkade avslag."),
            Example("m. fl. deltog", "m. fl. deltog"),
            Example("10. tio\n11. elva", "10. tio\n11. elva"),
        ),
    ),
    Rule(
        "Nivåer",
        "Två mellanslag eller fler (en tabb räknas som fyra) är en nivå ner. Utan indrag går ett nytt "
        "slags märke ner en nivå och ett som redan är igång tillbaka. Högst tre nivåer.",
        (
            Example("- ett\n  - under\n- två", "• ett\n  • under\n• två"),
            Example("1. ett\na. under\nb. under\n2. två", "1. ett\n   a. under\n   b. under\n2. två"),
            Example("1. ett\n\ta) under\n2. två", "1. ett\n   a) under\n2. två"),
            Example("- ett\n  - två\n    - tre", "• ett\n  • två\n    • tre"),
            Example("- ett\n  - två\n    - tre\n      - fyra", "", "fel: listan har fler än tre nivåer"),
        ),
    ),
    Rule(
        "Rader som fortsätter",
        "En rad utan märke efter en punkt fortsätter den. Efter en tom rad är en indragen rad ett nytt "
        "stycke i punkten, och en rad utan indrag avslutar listan.",
        (
            Example(
                "- anta planen för hälsa\noch omsorg\n- följa upp den",
                "• anta planen för hälsa och omsorg\n• följa upp den",
                "råd: raderna {rader} blir ett stycke",
            ),
            Example("- ett\n\n  Mer om ett.\n- två", "• ett\n\n  Mer om ett.\n• två"),
            Example("- ett\n- två\n\nEfter listan.", "• ett\n• två\n\nEfter listan."),
        ),
    ),
    Rule(
        "Citat och rubriker",
        "Ett citat har `> ` först på varje rad. En rubrik är en rad med `# ` först. En punkt eller rubrik "
        "utan text är ett fel. Streck under en rad gör den aldrig till rubrik.",
        (
            Example(
                "> Vi tackar\n> för förslaget.", "    Vi tackar för förslaget.", "råd: raderna {rader} blir ett stycke"
            ),
            Example("> Ett.\n>\n> Två.", "    Ett.\n\n    Två."),
            Example("# Bakgrund\nTexten.", "rubrik‹Bakgrund›\n\nTexten."),
            Example("#5 på listan", "#5 på listan"),
            Example("- \n- två", "", "fel: punkten «-» saknar text"),
            Example("# ", "", "fel: en rubrik saknar text"),
        ),
    ),
    Rule(
        "Rader av bara tecken",
        "Tre eller fler `-`, `=` eller `*` och inget annat är ett fel. `_` är en rad att fylla i. Andra "
        "tecken skrivs ut.",
        (
            Example("----", "", "fel: raden «----» är bara tecken"),
            Example("Rubrik\n===", "", "fel: raden «===» är bara tecken"),
            Example("Namn:\n______________", "Namn:\n______________"),
            Example("…", "…"),
        ),
    ),
    Rule(
        "Tabeller",
        "En rad som börjar med `|` och under den en rad `|---|`. Första raden är huvud. Kolumnerna blir "
        "så breda som innehållet kräver och tal ställs till höger. `\\|` är ett streck i ett fält. En "
        "tabell som är bredare än sidan är ett fel. Streck på andra ställen skrivs ut.",
        (
            Example(
                "| Kommun | Folkmängd |\n|---|---|\n| Umeå | 132 235 |\n| **Åsele** | 2 739 |",
                "Kommun │ Folkmängd\nUmeå │ 132 235\nfet‹Åsele› │ 2 739",
            ),
            Example("| Val | Antal |\n|---|---|\n| Ja \\| Nej | 2 |", "Val │ Antal\nJa | Nej │ 2"),
            Example("Ja | Nej", "Ja | Nej"),
            Example("| Ja | Nej", "", "fel: en rad som börjar med | är ingen tabell utan |---| på nästa rad"),
            Example("| A | B |\n|---|---|\n| 1 |", "", "fel: raden har 1 fält men tabellen 2 kolumner"),
        ),
    ),
    Rule(
        "Bilder",
        "`![alternativtext](bilagor/bild.png)` ensam på sin rad är en bild (PNG eller JPEG i arbetsytan). "
        "Alternativtexten krävs: den läses upp för den som inte ser bilden.",
        (
            Example("![Karta över kommunerna](bilagor/karta.png)", "bild‹bilagor/karta.png: Karta över kommunerna›"),
            Example(
                "![](bilagor/karta.png)",
                "",
                "fel: bilden saknar alternativtext, så den som inte ser får inte veta vad den visar",
            ),
            Example("Se ![Karta](bilagor/karta.png)", "", "fel: en bild måste stå ensam på sin rad"),
        ),
    ),
    Rule(
        "Inklistrade radbrytningar",
        "Rader i ett stycke sätts ihop. Där nästa ord hade fått plats på raden får du ett råd, liksom där "
        "ett ord är delat vid radens slut.",
        (
            Example("Anna Ek\nBo Al\nCia Dal", "Anna Ek Bo Al Cia Dal", "råd: raderna {rader} blir ett stycke"),
            Example("Styrel-\nsen beslutade", "Styrel- sen beslutade", "råd: raderna {rader} blir ett stycke"),
            Example("hälso-\noch sjukvård", "hälso- och sjukvård", "råd: raderna {rader} blir ett stycke"),
        ),
    ),
    Rule(
        "Fet och kursiv",
        "`**fet**` och `*kursiv*`: inget mellanslag närmast innanför, och utanför bara radens kant, "
        "mellanslag, parentes, citattecken eller `.,;:!?`. Aldrig inne i ett ord, tal, filnamn eller en "
        "adress.",
        (
            Example("**Beslut:** och **§ 12**", "fet‹Beslut:› och fet‹§ 12›"),
            Example("*kursivt* ord", "kursiv‹kursivt› ord"),
            Example("***båda***", "fet‹kursiv‹båda››"),
            Example("Ytan är 5*3*2 meter", "Ytan är 5*3*2 meter"),
            Example("100 kr*", "100 kr*"),
            Example("2 * 3 * 4", "2 * 3 * 4"),
            Example("(**fet**), *kursiv*.", "(fet‹fet›), kursiv‹kursiv›."),
            Example("**fet *och kursiv* text**", "fet‹fet kursiv‹och kursiv› text›"),
            Example("Hej **du", "Hej **du", "råd: «**» utan sitt par skrivs ut som det står"),
            Example("a*b*c", "a*b*c"),
            Example("*.docx, *.pdf", "*.docx, *.pdf"),
            Example("*Ja*/*Nej*", "*Ja*/*Nej*"),
        ),
    ),
    Rule(
        "Aldrig märken",
        "`_ord_`, `__ord__`, `~ord~`, grava accenter, `<…>`, HTML och `&amp;` skrivs ut som de står.",
        (
            Example("_ord_ och __ord__", "_ord_ och __ord__", "råd: «_ord_» skrivs ut som det står"),
            Example("Filen _utkast_ver2_.docx", "Filen _utkast_ver2_.docx"),
            Example("`kod` och ~ord~", "`kod` och ~ord~"),
            Example("<b>fet</b> &amp; mer", "<b>fet</b> &amp; mer"),
            Example("x < 5 > 3", "x < 5 > 3"),
        ),
    ),
    Rule(
        "Länkar",
        "`[ord](https://…)`, också `http://`, `mailto:` och `tel:`. Webbadresser och e-postadresser blir "
        "länkar, utan att något läses inne i dem; `.,;)` efter dem hör inte till. Andra mål är fel. "
        "`[ord]{lang=sju}` är ord på ett annat språk.",
        (
            Example("[planen](https://exempel.se/plan)", "länk‹planen https://exempel.se/plan›"),
            Example(
                "Se https://exempel.se/_layouts/15/_utkast_/a.aspx.",
                "Se länk‹https://exempel.se/_layouts/15/_utkast_/a.aspx https://exempel.se/_layouts/15/_utkast_/a.aspx›.",
            ),
            Example(
                "(www.umea.se), info@umea.se;",
                "(länk‹www.umea.se https://www.umea.se›), länk‹info@umea.se mailto:info@umea.se›;",
            ),
            Example("[planen](bilaga 2)", "", "fel: länken till «bilaga 2» kan inte följas"),
            Example("[Ubmeje]{lang=sju} är Umeå", "språk‹Ubmeje sju› är Umeå"),
            Example("[S] och [1]", "[S] och [1]"),
        ),
    ),
    Rule(
        "Omvänt snedstreck",
        "`\\` tar bort nästa teckens betydelse, men bara där det hade varit ett märke; annars skrivs det "
        "ut. Sist på en rad, efter ett mellanslag, bryter det raden, liksom två mellanslag.",
        (
            Example("\\\\server\\_x", "\\\\server\\_x"),
            Example("C:\\temp\\-a", "C:\\temp\\-a"),
            Example("och\\eller", "och\\eller"),
            Example("\\*inte kursivt\\*", "*inte kursivt*"),
            Example("\\*\\*Obs\\*\\*", "**Obs**"),
            Example("C:\\*x*", "C:\\*x*"),
            Example("\\- 3 mnkr", "- 3 mnkr"),
            Example("1\\. Anta inte", "1. Anta inte"),
            Example("\\[planen](https://exempel.se)", "[planen](länk‹https://exempel.se https://exempel.se›)"),
            Example("Storgatan 1 \\\n901 01 Umeå", "Storgatan 1\n901 01 Umeå"),
            Example("Storgatan 1  \n901 01 Umeå", "Storgatan 1\n901 01 Umeå"),
        ),
    ),
    Rule(
        "Fotnoter",
        "`[^1]` är ett fel: dokumenten har inga fotnoter.",
        (
            Example("Se not [^1].", "", "fel: fotnoter ([^1]) finns inte i dokumenten"),
            Example("Se not \\[^1].", "Se not [^1]."),
        ),
    ),
)

IN_BLOCKS = "Stycken, listor, rubriker, citat, tabeller och bilder: se «Så skriver du text»."
"""What editors are told of a text in blocks."""

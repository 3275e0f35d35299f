"""The words by which a text shows its language and its parts: English, Dutch, French and German.

Nothing here decides anything; the modules that read these tables do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """What one language offers as evidence, all in lower case.

    `binding` words cannot end a phrase (articles, conjunctions, auxiliaries); `particles` seldom do (prepositions and
    numbers); `verbs` are finite verbs, which tell a clause from a heading; `clauses` are words that open a subordinate
    clause; `openers` are other words that often begin a sentence.
    """

    binding: frozenset[str]
    particles: frozenset[str]
    verbs: frozenset[str]
    clauses: frozenset[str]
    openers: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGES: dict[str, Language] = {
    "en": Language(
        binding=_words(
            "the a an and or but nor its his her their our your my this these those that which who whose whom "
            "than as such both either neither every each several many some any other another no not only also very "
            "is are was were be been being has have had will would shall should can could may might must does do did "
            "more most much so if while when because although though whether how what where"
        ),
        particles=_words(
            "of to in on at by for from with into onto upon over under about against between among amongst through "
            "during before after without within toward towards across around behind beyond despite via per amid until "
            "second third fourth fifth two three four five six seven eight nine ten"
        ),
        verbs=_words(
            "is are was were has have had will would can could may might must should does do did said says seems "
            "remains became become appears wants seeks believes"
        ),
        clauses=_words("while if although though because since unless whereas when whenever given as"),
        openers=_words(
            "the a an this these those that there it he she they we i you in on at for with from to as by of and but "
            "or yet so not what why how who which where when while if although though because since unless whereas "
            "nothing nobody everything everyone more less much however therefore thus hence furthermore moreover "
            "additionally meanwhile nevertheless nonetheless still "
            "despite during after before between among under over without within through some many most several all "
            "both each every no one two three four five another other such its his her their our my your is are was "
            "were has have had can could may will would should must let today now then here once also even only just "
            "instead rather finally similarly indeed regardless overall given following according against"
        ),
    ),
    "nl": Language(
        binding=_words(
            "de het een en of maar noch zijn haar hun ons onze mijn uw deze dit die dat welke wiens dan als zoals "
            "zowel elk elke ieder iedere enkele veel vele sommige andere ander geen niet ook zeer is was waren "
            "wordt worden werd heeft hebben had zal zullen zou zouden kan kunnen kon mag mogen moet moeten te meer "
            "meest om omdat"
        ),
        particles=_words(
            "van in op aan bij voor uit met naar over onder tegen tussen door tijdens na zonder binnen buiten richting "
            "rond achter ondanks via per sinds tot tweede derde vierde vijfde twee drie vier vijf zes zeven acht negen "
            "tien"
        ),
        verbs=_words(
            "is was waren zijn wordt worden werd heeft hebben had zal zullen zou zouden kan kunnen kon mag moet moeten "
            "blijft lijkt wil willen gaat"
        ),
        clauses=_words("terwijl als hoewel omdat doordat sinds tenzij wanneer toen zodra indien aangezien nu"),
        openers=_words(
            "de het een dit dat deze die er hij zij ze wij we ik u men in op aan bij voor uit met naar over onder na "
            "tegen tussen door tijdens zonder en maar of toch dus niet wat waarom hoe wie welke waar wanneer terwijl "
            "als hoewel omdat sinds tenzij echter daarom bovendien daarnaast ook ondertussen niettemin ondanks "
            "sommige veel vele enkele alle beide elk elke geen eerst daarna vervolgens vandaag nu toen hier bovenal "
            "zo dan tot van volgens om vooral ten zijn haar hun onze"
        ),
    ),
    "fr": Language(
        binding=_words(
            "le la les l' un une des du de d' et ou mais ni son sa ses leur leurs notre nos votre vos mon ma mes ce "
            "cet cette ces que qu' qui dont où quel quelle quels quelles plus moins très chaque plusieurs quelques "
            "tout toute tous toutes autre autres aucun aucune ne pas n' est sont était étaient a ont avait avaient "
            "sera seront serait peut peuvent doit doivent fait au aux si comme se s' en"
        ),
        particles=_words(
            "à dans sur sous par pour avec sans vers chez entre contre pendant durant avant après depuis selon malgré "
            "parmi dès hors jusque deux trois quatre cinq six sept huit dix"
        ),
        verbs=_words(
            "est sont était étaient a ont avait avaient sera seront serait peut peuvent doit doivent reste semble veut "
            "cherche fait"
        ),
        clauses=_words("tandis si bien quoique parce puisque depuis lorsque quand alors comme dès"),
        openers=_words(
            "le la les l un une des du de d ce cet cette ces il elle ils elles on nous vous je c en dans sur sous par "
            "pour avec sans vers chez entre contre pendant avant après depuis selon malgré et ou mais ni car donc or "
            "si comme quand lorsque tandis quel quelle pourquoi comment qui que où cependant toutefois néanmoins "
            "ainsi aussi enfin ensuite puis certains plusieurs beaucoup chaque tous toutes aucun aujourd'hui à au aux "
            "son sa ses leur leurs notre face outre loin bien même il y plus tout toute qu"
        ),
    ),
    "de": Language(
        binding=_words(
            "der die das den dem des ein eine einen einem einer eines und oder aber noch sein seine seiner seinen ihr "
            "ihre ihrer ihren unser unsere dieser diese dieses diesen diesem jener jene welche welcher welches dessen "
            "deren als wie sowohl weder jede jeder jedes mehrere viele einige andere anderen kein keine nicht auch "
            "sehr ist sind war waren wird werden wurde wurden hat haben hatte kann können konnte soll sollen muss "
            "müssen darf zu mehr dass ob weil wenn im am zum zur vom beim ins"
        ),
        particles=_words(
            "in an auf aus bei mit nach von für gegen ohne um über unter vor hinter zwischen durch während wegen trotz "
            "seit bis gegenüber innerhalb außerhalb laut zwei drei vier fünf sechs sieben acht neun zehn"
        ),
        verbs=_words(
            "ist sind war waren wird werden wurde wurden hat haben hatte kann können konnte soll sollen muss müssen "
            "darf bleibt scheint will wollen geht"
        ),
        clauses=_words("während wenn obwohl weil da nachdem bevor seit falls sofern indem obgleich als"),
        openers=_words(
            "der die das den dem des ein eine einen einem einer dies dieser diese dieses es er sie wir ich man in im "
            "an am auf aus bei beim mit nach von vom für gegen ohne um über unter vor zwischen durch während wegen "
            "trotz seit bis und aber oder denn doch jedoch nicht was warum wie wer welche wo wann wenn obwohl weil da "
            "nachdem daher deshalb außerdem zudem darüber dennoch trotzdem einige viele mehrere alle beide jede jeder "
            "kein keine zunächst danach dann heute nun hier so auch schließlich zum zur seine ihre unsere insgesamt "
            "dabei damit dazu als ob"
        ),
    ),
}

NAME_PARTICLES = _words("van von der den de di da du del la le ter ten te zu zur bin al")
"""Small words inside the name of a person."""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: language.binding | language.particles | language.verbs | language.clauses | language.openers
    for code, language in LANGUAGES.items()
}
"""All of a language's small words together: by their number a text shows its language."""

SUSPENDED = _words("and or to nor en of tot et ou und oder bis sowie")
"""Words after which a hyphen hangs: "pre- and post-war"."""

ORDINAL = re.compile(
    r"(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|enfin),"
    r"|(?:firstly|first of all|secondly|thirdly|fourthly|fifthly|sixthly|lastly|finally|ten eerste|ten tweede"
    r"|ten derde|ten vierde|ten vijfde|ten zesde|ten slotte|tot slot|premièrement|deuxièmement|troisièmement"
    r"|quatrièmement|cinquièmement|sixièmement|erstens|zweitens|drittens|viertens|fünftens|sechstens|schließlich),?)"
    r"(?=\s|$)",
    re.IGNORECASE,
)
"""An ordinal that opens an enumerated paragraph; those that are adjectives as well need their comma."""

ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“«'’])(?:(?:mr|mrs|ms|dr|prof|sen|rep|gen|gov|lt|col|capt|st|no|nos|art|arts|vol|fig|cf|vs|p|pp"
    r"|ca|approx|e\.g|i\.e|eds?|dhr|mevr|mw|ir|drs|bijv|o\.a|d\.w\.z|m\.b\.t|nr|mme|mm|m|p\. ex|hr|fr|z\.\s?b|d\.\s?h"
    r"|bzw|vgl|abs|u\.a|ggf)\.)$",
    re.IGNORECASE,
)
"""A full stop that ends no sentence."""

INITIALS = re.compile(r"(?:^|[\s(\[\"“«'’])(?:[^\W\d_]\.)+$")
"""A full stop that may or may not end a sentence: "J.", "U.S."."""

_DAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
)
_MONTH_NAMES = (
    "january januari janvier januar jan",
    "february februari février fevrier februar feb févr",
    "march maart mars märz maerz mar mrt mär",
    "april avril apr avr",
    "may mei mai",
    "june juni juin jun",
    "july juli juillet jul juil",
    "august augustus août aout aug",
    "september septembre sep sept",
    "october oktober octobre oct okt",
    "november novembre nov",
    "december dezember décembre decembre dec dez déc",
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
DATES = tuple(
    re.compile(
        r"(?:(?:[^\d.!?]{2,60}(?:[,|:·–—]| [-]))\s*)?(?:(?:"
        + _DAYS
        + r"),?\s+)?(?:le\s+|den\s+|the\s+)?"
        + core
        + r"\.?",
        re.IGNORECASE,
    )
    for core in (
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|e)?\s+(?:of\s+)?)?(?P<month>{_MONTH})\.?,?\s+{_YEAR}",
        rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
    )
)
"""A line that is a date, with a place or label before it at most: groups `year`, `month` and perhaps `day`."""

SUMMARY_HEADING = re.compile(
    r"(?:executive |management)?summary|abstract|(?:beknopte )?samenvatting|management ?samenvatting|résumé"
    r"|synthèse|note de synthèse|zusammenfassung|kurzfassung|in (?:brief|short|het kort)|en bref|auf einen blick",
    re.IGNORECASE,
)

SECTION_HEADING = re.compile(
    r"introduction|background|context|methodology|methods?|findings|key findings|results|discussion|analysis"
    r"|recommendations|policy recommendations|conclusions?|conclusions? and recommendations|outlook|implications"
    r"|policy implications|contents|table of contents|inhoud(?:sopgave)?|sommaire|table des matières|inhalt"
    r"|inhaltsverzeichnis|annex(?:es)?|appendix|appendices|foreword|preface|next steps|inleiding|achtergrond"
    r"|voorwoord|methode|bevindingen|resultaten|discussie|analyse|aanbevelingen|beleidsaanbevelingen|conclusies?"
    r"|slotbeschouwing|slot|bijlagen?|contexte|méthodologie|résultats|constats|recommandations|annexes?"
    r"|avant-propos|einleitung|hintergrund|methodik|ergebnisse|diskussion|empfehlungen|handlungsempfehlungen|fazit"
    r"|schlussfolgerung(?:en)?|schluss|ausblick|anhang|vorwort",
    re.IGNORECASE,
)

ORGANISATION = re.compile(
    r"\b(?:institut\w*|instituut|cent(?:re|er)|centrum|zentrum|foundation|stichting|stiftung|fondation|council|raad"
    r"|university|universit\w+|think[ -]tank|college|school|academy|academie|akademie|programme?|network|society"
    r"|association|gesellschaft|organi[sz]ation|organisatie|group|committee|commission|agency|ministry)\b",
    re.IGNORECASE,
)

BACK_HEADING = re.compile(
    r"(?:about (?:the|our) (?:co-?)?(?:authors?|editors?|contributors?|researchers?)"
    r"|about (?:us|this (?:(?:policy|research|working) )?(?:brief|paper|report|publication|study|series|article))"
    r"|disclaimer|legal notice|acknowledge?ments?|references|bibliography|works cited|(?:end|foot)notes|notes|sources"
    r"|further reading|contact(?: us| information| details)?|colophon|imprint|copyright"
    r"|over de auteurs?|over (?:deze (?:publicatie|studie)|dit (?:rapport|paper|artikel))|over ons|dankwoord"
    r"|verantwoording|literatuur(?:lijst)?|referenties|bronnen|eindnoten|voetnoten|noten|colofon|contactgegevens"
    r"|(?:à propos|au sujet) (?:de l['’]auteure?|des auteur(?:e?s|\.e\.s)|de nous|de cette (?:note|étude|publication))"
    r"|avertissement|clause de non-responsabilité|remerciements|références|bibliographie|mentions légales|colophon"
    r"|notes de (?:fin|bas de page)|contacts?"
    r"|über (?:den autor|die autor(?:in|en|innen)|uns|diese (?:publikation|studie))|haftungsausschluss|danksagung"
    r"|literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis)?|endnoten|fußnoten|anmerkungen|impressum|kontakt)",
    re.IGNORECASE,
)

AUTHOR_HEADING = re.compile(
    r"about the (?:co-?)?authors?|over de auteurs?|(?:à propos|au sujet) (?:de l['’]auteure?|des auteur\S+)"
    r"|über (?:den autor|die autor\w+)",
    re.IGNORECASE,
)

_ABOUT = re.compile(
    r"(?:about|over|à propos d(?:e l['’]|e la |u |es |e |['’])|über) ?(?:the |het |de |das |die |den |la |l['’]|le )?"
    r"(?P<name>\S.{1,80})",
    re.IGNORECASE,
)


def organisation_of(heading: str) -> str:
    """The organisation that a heading such as "About the X Institute" or "About XYZ" is about; else ""."""
    found = _ABOUT.fullmatch(heading)
    name = found["name"].strip() if found and len(heading.split()) <= 10 else ""
    return name if ORGANISATION.search(name) or (name.isupper() and name.isalpha()) else ""


_DOCUMENT = (
    r"(?:(?:policy|research|working|discussion|briefing|position|issue|present|beleids|onderzoeks)[ -]?)*"
    r"(?:brief(?:ing)?|paper|report|study|article|analysis|note|memo(?:randum)?|essay|publication|commentary|alert)"
)
SELF_REFERENCE = re.compile(
    rf"(?:in )?(?:this|the present) {_DOCUMENT}\b"
    r"|(?:in )?(?:dit|deze) (?:\w+ )?(?:\w*(?:brief|rapport|paper|artikel|studie|analyse|publicatie|notitie|essay))\b"
    r"|(?:dans )?(?:ce|cet|cette|la présente|le présent) (?:\w+ )?(?:note|rapport|étude|article|analyse|papier"
    r"|document|publication|essai|policy brief)\b"
    r"|(?:in )?(?:dies\w*|das vorliegende|die vorliegende|der vorliegende) (?:\w+ )?(?:\w*(?:papier|bericht|studie"
    r"|artikel|analyse|beitrag|kurzanalyse|brief|publikation|aufsatz))\b",
    re.IGNORECASE,
)
"""The opening words of a paragraph in which a document speaks of itself."""

SELF_CONTINUED = re.compile(
    r"the (?:\w+ )?(?:analysis|paper|brief|report|study|article|authors?|note) "
    r"|it (?:also |then |further |finally )?(?:concludes|argues|finds|recommends|shows|examines|identifies|suggests"
    r"|analyses|analyzes|explores|outlines)\b"
    r"|(?:de|het) (?:\w+ )?(?:analyse|paper|brief|rapport|studie|artikel|auteurs?|notitie) "
    r"|(?:la|le|l['’]) ?(?:\w+ )?(?:analyse|note|rapport|étude|article|auteure?s?|papier) "
    r"|(?:die|der|das) (?:\w+ )?(?:analyse|papier|bericht|studie|artikel|beitrag|autor\w*) ",
    re.IGNORECASE,
)

BY_LINE = re.compile(
    r"(?:by|door|par|von|authors?\s*:|written by|auteurs?\s*:|autor(?:en|in|innen)?\s*:|verfasst von)\s+"
    r"(?P<names>\S.*)",
    re.IGNORECASE,
)

LABEL_WORDS = _words(
    "policy brief briefing paper report working research discussion note memo memorandum analysis alert commentary "
    "series issue no nr number volume vol d beleidsnota beleidsnotitie rapport notitie studie analyse bericht papier "
    "study executive kurzanalyse arbeitspapier étude publication publicatie draft confidential vertraulich "
    "confidentiel vertrouwelijk"
)
"""Words of a label above a title ("Policy Brief No. 4")."""


def detect_language(text: str) -> str:
    """The language ("en", "nl", "fr" or "de") whose function words are most frequent in `text`; English if none is."""
    found = re.findall(r"[^\W\d_]+", text[:200_000].lower())
    counts = {code: sum(word in known for word in found) for code, known in FUNCTION_WORDS.items()}
    return max(counts, key=lambda code: counts[code])

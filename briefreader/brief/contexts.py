"""Whether a name stands for an actor where it stands: a capital may act or be a mere place, a name may name a treaty.

The words around it decide, in English, Dutch, French and German alike: a brief need not say which language it is in.
"""

from __future__ import annotations

import re

# What is called after somebody or some place, and is neither: "Marshall Plan", "Minsk agreements", "Vienna talks".
_THINGS = (
    "accords?|act|action|affair|agenda|agreements?|airport|amendment|appeal|approach|arrangement|assembly|attacks?|"
    "award|axis|base|battle|bill|blockade|bombings?|border|boundary|call|canal|cap|ceasefire|channel|charter|"
    "code|communiqué|compact|decision|conclusions|conference|consensus|conventions?|convoy|corridor|crisis|criteria|"
    "declaration|diplomacy|directive|doctrine|document|effect|embassy|fellow|fellowship|festival|final act|"
    "formats?|formula|"
    "forum|framework|games|gambit|group of friends|guidelines|island|islands|joint statement|law|laws|letter|"
    "line|mandate|market|"
    "massacre|medal|meetings?|memorandum|ministerial|model|moment|negotiations|olympics|pact|papers|paradox|park|"
    "peace|"
    "plan|plane|platform|pledge|principles?|prize|procedure|process|programme|program|proposals?|protocols?|"
    "question|range|regime|"
    "region|regulation|report|resolution|riots|river|roadmap|round|rounds|rule|rules|ruling|scandal|school|sea|"
    "settlement|siege|speech|square|stadium|statement|strait|straits|strategy|street|stock exchange|summits?|"
    "syndrome|system|talks|time|"
    "track|treat(?:y|ies)|trial|trials|understanding|university|uprising|verdict|vision|wall|war|wars|workshop|zone"
)
_CALLED = re.compile(rf"[ \u00a0](?:\w+[ \u00a0])?(?:{_THINGS})\b(?!['’]s\b)", re.IGNORECASE)
_CALLED_COMPOUND = re.compile(
    r"[-\u2010\u2011 ]?(?i:abkommen|akkoorden?|akte|besluit|beschluss|conferentie|doctrine|doktrin|erklärung|"
    r"friede|gipfel|"
    r"konferenz|krieg|krise|overleg|pakt|plan|preis|prijs|proces|prozess|protocol|protokoll|slotakte|schlussakte|"
    r"top|treffen|verdrag|verklaring|vertrag|verträge|verhandlungen|vredesakkoord)\b"
)
_OF_THINGS = re.compile(
    r"\b(?:treat(?:y|ies)|peace|congress|battle|siege|university|bishop|archbishop|city|port|gulf|sea|bay|strait|"
    r"declaration|charter|"
    r"convention|council|club|bank|court|"
    r"verdrag|vrede|slag|congres|universiteit|stad|haven|verklaring|"
    r"traité|paix|bataille|université|ville|port|déclaration|convention|charte|accords?|protocole|sommet|"
    r"conférence|mer|golfe|"
    r"vertrag|frieden|schlacht|universität|stadt|erklärung|kongress|vertrages|vertrags|konferenz|gipfel|protokoll|"
    r"abkommen)[ \u00a0](?:of|van|de|d['’]|du|von|zu|in)[ \u00a0]?$",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"(?:\b(?:in|at|near|nearby|outside|inside|around|throughout|via|through|visit(?:s|ed|ing)?|left|leaving|reached|"
    r"te|bij|rond|nabij|buiten|naar|à|dans|près de|vers|hors de|autour de|bei|nahe|um|nach|aus dem|"
    r"capital(?: city)?(?: of)?|city of|downtown|central|hoofdstad|capitale|hauptstadt|"
    r"(?:arrived|based|born|travel(?:led|s|ling)?|trips?|flew|flights?|fly|flying|moved|went|returned|came|"
    r"held|met|meeting|signed|adopted|visits?) (?:in|at|to|from))"
    r"(?:[ \u00a0](?:the|de|het|la|le|der|die))?[ \u00a0])$",
    re.IGNORECASE,
)
_FAR = 40


def called_after(text: str, start: int, end: int) -> bool:
    """Whether the name at `start` to `end` is part of the name of something that cannot act ("Marshall Plan")."""
    called = _CALLED.match(text, end, end + _FAR)
    return called is not None and called[0].split()[-1][0].isupper()


def is_a_place(text: str, start: int, end: int) -> bool:
    """Whether the capital at `start` to `end` is a mere place, or names a thing ("talks in Vienna", "Vienna "
    "talks")."""
    before = text[max(0, start - _FAR) : start]
    if _PLACES.search(before) or _OF_THINGS.search(before) or _CALLED_COMPOUND.match(text, end, end + _FAR):
        return True
    called = _CALLED.match(text, end, end + _FAR)
    return called is not None and (len(called[0].split()) == 1 or called[0].split()[0][0].isupper())

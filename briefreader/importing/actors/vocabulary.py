"""The words by which texts show what a name stands for: offices, bodies, companies, things; in four languages.

Nothing here decides anything; the modules that read these sets do. All in lower case.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


OFFICES = _set(
    "president presidents secretary minister ministers chancellor premier ambassador ambassadors commissioner "
    "commissioners director directors chairman chairwoman chair governor representative envoy spokesman spokeswoman "
    "spokesperson senator senators congressman congresswoman general admiral colonel captain major lieutenant marshal "
    "adviser advisor king queen prince princess emperor pope sultan sheikh emir ayatollah patriarch archbishop bishop "
    "cardinal mayor judge justice professor dr mr mrs ms sir lord lady dame mr. mrs. ms. dr. prof. historian "
    "economist "
    "analyst scholar lawyer diplomat negotiator journalist philanthropist billionaire dictator leader leaders "
    "vice-president general-secretary co-chair deputy attorney comptroller speaker taoiseach rapporteur mediator "
    "mep mp strategist physicist "
    # Dutch
    "minister-president staatssecretaris bondskanselier kanselier voorzitter commissaris secretaris-generaal kamerlid "
    "hoogleraar generaal koning koningin paus burgemeester ambassadeur gezant woordvoerder directeur partijleider "
    "fractievoorzitter vicepremier oud-minister oud-premier dhr. mevr. drs. ir. eurocommissaris bankpresident "
    "minister-presidenten topman bestuursvoorzitter hoogleraren econoom historicus gouverneur "
    # French
    "président présidente chancelier chancelière ministre commissaire général amiral ambassadeur ambassadrice "
    "roi reine "
    "pape cheikh émir imam maire juge professeur m. mme mm. porte-parole sénateur sénatrice député députée "
    "émissaire diplomate économiste historien historienne colonel capitaine gouverneur directrice généraux "
    "vice-président "
    # German
    "präsident präsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin bundespräsident ministerpräsident "
    "ministerpräsidentin außenminister außenministerin finanzminister verteidigungsminister generalsekretär "
    "generalsekretärin kommissar kommissarin kommissionspräsident kommissionspräsidentin botschafter botschafterin "
    "herr herrn frau könig königin papst bürgermeister bürgermeisterin professorin sprecher sprecherin direktor "
    "direktorin vorsitzender vorsitzende vorsitzenden staatssekretär staatssekretärin senatorin abgeordnete "
    "abgeordneter unternehmer bankier ökonom ökonomin historiker historikerin diplomat diplomatin richter"
)
"""Words that stand right before a name of somebody."""

OFFICE_ENDINGS = (
    "minister", "ministerin", "präsident", "präsidentin", "präsidenten", "kanzler", "kanzlerin", "sekretär",
    "sekretärin",
    "kommissar", "kommissarin", "direktor", "direktorin", "chef", "chefin", "sprecher", "sprecherin", "botschafter",
    "vorsitzende", "vorsitzender", "vorsitzenden", "leader", "secretary", "voorzitter", "secretaris", "directeur",
    "commissaris", "president", "gezant", "leider", "woordvoerder", "premier", "ministers", "forscher", "forscherin",
    "experte", "expertin", "unterhändler", "unterhändlerin",
)  # fmt: skip
"""The ends of compounds that are such words: "Finanzminister", "EZB-Präsident"."""

BODIES = _set(
    "academy administration agency alliance assembly association authority bank board brotherhood bureau cabinet "
    "centre "
    "center chamber church coalition college commission committee company conference confederation congress "
    "consortium "
    "corporation council court department directorate division embassy federation forum foundation front fund group "
    "guard house institute institution institutions inspectorate league legion library ministry mission movement "
    "museum "
    "navy network newspaper office organisation organization parliament partners party police press project "
    "secretariat "
    "senate service services society staff stock syndicate tribunal trust union university chancellery "
    "army forces militia brigade corps airforce laboratory laboratories observatory quartet troika club clearinghouse "
    "registry guild synod bundestag duma knesset diet exchange times post journal tribune herald news guardian "
    "caucus survey academy intelligence treasury "
    # companies
    "airlines airways automotive bancorp brothers capital chemicals communications corp corp. co. devices dynamics "
    "electric electronics electron energies energy engineering enterprises global gas holding holdings inc inc. "
    "industries "
    "insurance international laboratories limited ltd ltd. llc machine machinery manufacturing materials media "
    "mining motor "
    "motors oil petroleum pharmaceuticals pharma pictures plc railways research resources semiconductor "
    "semiconductors shipping shipyard software solutions steel studios systems tech technologies technology "
    "telecom textiles works group ag se nv n.v. bv b.v. gmbh sa s.a. oy ab asa a/s kgaa spa "
    # Dutch
    "academie agentschap bond bureau centrum comité commissie federatie fonds fractie genootschap gerechtshof hof "
    "instelling instituut kamer ministerie omroep organisatie partij planbureau raad rechtbank rekenkamer "
    "stichting unie "
    "universiteit vereniging verbond hogeschool dienst autoriteit inspectie maatschappij krant dagblad beweging "
    "rijksdienst kabinet "
    # French
    "académie agence alliance assemblée association autorité banque bureau centre chambre coalition comité commission "
    "communauté compagnie confédération congrès conseil cour direction fédération fondation fonds forum front groupe "
    "groupement haut-commissariat institut ligue ministère mouvement observatoire office organisation parlement parti "
    "secrétariat service sénat société syndicat tribunal union université coordination armée état-major "
    # German
    "akademie agentur amt anstalt behörde bund bündnis büro zentrum fraktion gerichtshof gesellschaft "
    "gewerkschaft gremium "
    "institut kammer komitee kommission kongress koalition liga ministerium organisation parlament partei rat "
    "stiftung "
    "universität verband verein vereinigung zentralbank hochschule gericht rechnungshof bank währungsfonds fonds "
    "forum "
    "polizei marine armee gruppe konzern werke "
)
"""Words that name a body: at the end of an English, Dutch or German name, at the beginning of a French one."""

BODY_ENDINGS = (
    "ministerium", "ministeriums", "bank", "amt", "amts", "rat", "rats", "gericht", "gerichts", "gerichtshof",
    "kommission",
    "verband", "institut", "stiftung", "gesellschaft", "behörde", "agentur", "partei", "fraktion", "kammer", "verein",
    "fonds", "gruppe", "werke", "konzern", "bund", "ministerie", "raad", "fonds", "instituut", "vereniging", "bureau",
    "autoriteit", "partij", "kamer", "dienst", "commissie", "universiteit",
)  # fmt: skip

LONG_BODIES = _set(
    "academy administration agency association authority bank board bureau center centre chamber college "
    "commission committee "
    "confederation council court department directorate embassy federation foundation house institute league ministry "
    "office organisation organization parliament secretariat society union university stock international high "
    "ministerie raad hof bureau vereniging bond kamer stichting centrum partij rekenkamer universiteit commissie "
    "académie agence assemblée association autorité banque bureau centre chambre comité commission communauté "
    "compagnie "
    "confédération conseil coordination cour direction fédération fondation fonds front groupe institut ligue "
    "ministère "
    "mouvement observatoire office organisation parti secrétariat service société syndicat tribunal union université "
    "ministerium amt rat bund verband gesellschaft institut gerichtshof universität kommission akademie stiftung "
    "partei bank fonds"
)
"""Those of `BODIES` that go on in "of ...", "van ...", "de ...", "für ..."."""

THINGS = _set(
    "accord accords act acts affair governance age agenda agreement agreements amendment appeal approach "
    "archipelago arrangement "
    "article articles award bay belt bill bridge brief budget cable call canal cape castle century charter city code "
    "communiqué compact concept convention conventions corridor crisis criteria day deal decade declaration "
    "decree desert "
    "dialogue directive doctrine document economy effect election elections era exercise exhibition export facility "
    "festival final framework game games gap gulf guidelines harbor harbour hemisphere hill hotel index "
    "initiative island "
    "islands joint-stock law laws letter list mandate market marketplace mechanism meeting memorandum model "
    "mountain mountains note novel nuclear ocean olympics operation order pact palace papers paper park passage "
    "pathway "
    "peace peninsula pillar pipeline plan plans platform pledge policy port prize procedure process program programme "
    "protocol province quarter question referendum reform region regulation regulations report resolution restoration "
    "revolution river road roadmap route rule rules sanctions sea settlement session shelf silk spring square "
    "standard "
    "statement station strait straits strategy street summit system talks telegram territory text theatre theater "
    "tower town track train treaty treaties trial uprising valley vision wall war wars waters way week year zone "
    "abstract annex appendix background box chapter conclusion contents figure foreword introduction lesson lessons "
    "outlook part recommendations references sources summary table "
    # Dutch
    "akkoord akkoorden afspraken conferentie crisis doctrine oorlog plan pact proces protocol richtlijn top verdrag "
    "verdragen verklaring verordening wet zee straat rivier eiland eilanden gebied handvest strategie programma "
    # French
    "accord accords acte affaire alliance-cadre article charte conférence convention crise déclaration détroit "
    "directive "
    "doctrine fleuve golfe guerre île îles loi mer mission opération pacte plan processus programme projet protocole "
    "règlement réforme résolution sommet stratégie traité traités zone "
    # German
    "abkommen akte artikel charta erklärung gesetz gipfel insel inseln konferenz konvention krieg krise meer "
    "pakt plan "
    "programm protokoll prozess reform richtlinie strategie straße vertrag verträge verordnung währungsunion "
)
"""Words at the end (in French at the beginning) of a name that stands for something that cannot act."""

SAYING = _set(
    "said says told warned argued wrote writes called noted added announced declared insisted replied remarked "
    "observed concluded promised explained complained conceded admitted stated testified resigned believed thought "
    "wanted hoped feared knew refused agreed signed visited flew met persuaded served took became remained went came "
    "asked proposed led headed chaired spoke put made gave had has was is would could did "
    "zei zegt waarschuwde schreef noemde vond stelde verklaarde vroeg wilde werd was is had heeft kreeg nam ging kwam "
    "dit disait déclara écrivit estima estimait affirma proposa demanda obtint fut était avait a est parla tira "
    "sagte sagt warnte schrieb nannte erklärte forderte verlangte kündigte wurde war ist hatte hat nahm ging kam ließ "
    "verwies begann übernahm"
)
"""Verbs behind the name of one who acts."""

SURNAMES_FIRST = _set(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin gao luo zheng liang xie song tang deng "
    "han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lü ding ren lu yao shen zhong cui "
    "tan fan liao shi jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei tao hao mao shao qian dai "
    "kim park lee choi jung kang cho yoon jang lim moon ahn ban nguyen tran pham bui ngo vo"
)
"""The most frequent surnames of China, Korea and Vietnam, where the given name comes second."""

GENITIVES = frozenset({"der", "den", "des", "de", "du", "da", "di", "del", "della"})
"""Particles that, behind an office, rather say of what it is one: "Bürgermeister der Hauptstadt"."""

PARTICLES = _set(
    "van von der den de da di du del della la le dos das do ten ter te 't zu al el bin ibn ag af bar ben y i e ould"
)
"""Words in lower case inside the name of a person."""

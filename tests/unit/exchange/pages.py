"""Pages about invented projects, written as the founding documents are, and how reading a file ends."""

from iuc_hub.errors import FileError
from iuc_hub.exchange.catalogue_files import Form, Parsed, read_catalogue


def outcome(content: bytes, form: Form) -> Parsed | str:
    """What the file says, or the words it is refused with."""
    try:
        return read_catalogue(content, form, "sida.txt")
    except FileError as error:
        return str(error)


PROJECT_LIST = """Vi stärker företag

Tillväxtprogrammet

Programmet är avslutat.

Pågående projekt

Följande projekt har beviljats medel:

Kraft i verkstaden

Projektägare: Låtsasköpings kommun Projekttid: 201203 — 201410

Projektets syfte är att stärka verkstäderna i kommunen.

Många vägar — nya affärer

Projektägare:Påhittade länsförbundet Projekttid: 2012-01 – 2012-02

Syftet är att fler företag ska växa.

Felskrivet

Projektägare: Ortnamns kommun Projekttid: 20112-01 — 2014-10

Projektets syfte är att visa ett skrivfel.

Senast ändrad
15 november 2013 13:46

Vad företagen väntar sig

Läs mer på nästa sida.
"""

FACT_SHEET = """Region Exempel

Månadens projekt

Regionen beviljar medel till projekt.

Företagande i Exempelby

"Allt ska bygga på vad företagen behöver."

Bakgrund

Exempelby behövde nya branscher. En förstudie gjordes under 2009-05-01 till 2010-12-31.

Syfte

Syftet är att:
-  Stärka industrin;
- Hitta nya branscher.

Deltagarna har träffats. Träffarna är uppskattade:

"Besöken har varit bra. Vi lär oss", säger Fiktiva Fiktivsson, VD på Påhittverken, som var värd.

Mål

Det övergripande målet är fler företag.

 Projektets delmål är:
- Att totalt 10-15 nya företag ska tillkomma;
- Att 200 nya jobb ska tillkomma.
- Att samarbetet blir bättre.

Senast uppdaterad 2012-04-16

KONTAKT

Fakta

Projektägare: Exempelby kommun

Beviljat stöd: 3 080 000 kronor

Projektperiod: 2011-03-01 - 2013-12-31

Kontaktperson: Låtsa Låtsasson (informatör)

E-post: latsa@exempelby.example

Telefon: 070-174 06 05

Hemsida: http://exempelby.example/jobb

Region Exempel, Gatan 1 | Tel 070-174 06 06
"""

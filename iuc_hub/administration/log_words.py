"""How each act of the log is called, and in which groups acts are looked for."""

from collections.abc import Mapping

from iuc_hub.errors import N_

ACTS: Mapping[str, str] = {
    "login": N_("Loggade in"),
    "interview.read": N_("Läste en intervju"),
    "interview.changed": N_("Ändrade en intervju"),
    "hub_changed": N_("Ändrade hubbens uppgifter"),
    "user_invited": N_("Bjöd in en person"),
    "user_sent_link": N_("Skickade en länk för att logga in"),
    "user_changed": N_("Ändrade en person"),
    "user_closed": N_("Stängde ett konto"),
    "user_opened": N_("Öppnade ett konto igen"),
    "support_published": N_("Publicerade ett stöd"),
    "support_verified": N_("Jämförde ett stöd med källan"),
    "support_added": N_("Lade till ett stöd"),
    "support_changed": N_("Ändrade ett stöd"),
    "support_brought_back": N_("Gick tillbaka till en tidigare lydelse av ett stöd"),
    "support_change_undone": N_("Ångrade en ändring av ett stöd"),
    "support_archived": N_("Arkiverade ett stöd"),
    "support_draft": N_("Gjorde ett stöd till utkast"),
    "support_in_review": N_("Lämnade ett stöd för granskning"),
    "supports_imported": N_("Importerade stöd"),
    "letter_template_changed": N_("Ändrade en brevtext"),
    "letter_template_reset": N_("Tog tillbaka brevtexten som följer med"),
    "guide_chosen": N_("Valde intervjuguide"),
    "interviews_imported": N_("Tog in tidigare intervjuer"),
    "companies_kept_apart": N_("Sa att två företag inte är samma"),
    "company_merged": N_("Slog ihop två företag"),
    "upload_taken_in_companies": N_("Tog in företag från en fil"),
    "upload_taken_in_interviews": N_("Tog in intervjuer från en fil"),
    "upload_taken_in_population": N_("Tog in antal företag från en fil"),
    "upload_taken_in_supports": N_("Tog in stöd från en fil"),
    "upload_taken_in_members": N_("Tog in medlemmar från en fil"),
    "consent_given": N_("Antecknade ett samtycke"),
    "consent_withdrawn": N_("Antecknade ett återtaget samtycke"),
    "contact_changed": N_("Ändrade en kontaktperson"),
    "contact_left": N_("Antecknade att en kontaktperson har slutat"),
    "contact_back": N_("Antecknade att en kontaktperson är tillbaka"),
    "note_written": N_("Skrev en anteckning"),
    "note_edited": N_("Ändrade en anteckning"),
    "note_deleted": N_("Tog bort en anteckning"),
    "note_restored": N_("Tog tillbaka en borttagen anteckning"),
    "promise_made": N_("Gav ett löfte"),
    "promise_kept": N_("Höll ett löfte"),
    "promise_moved": N_("Flyttade ett löfte"),
    "promise_dropped": N_("Strök ett löfte"),
    "promise_reopened": N_("Tog upp ett löfte igen"),
    "aid_entered": N_("Förde in ett statsstöd"),
    "aid_removed": N_("Tog bort ett statsstöd"),
    "aid_restored": N_("Tog tillbaka ett statsstöd"),
    "company_handed_over": N_("Lämnade över ett företag"),
    "company_corrected": N_("Rättade ett företags uppgifter"),
    "company_grouped": N_("Ändrade ett företags koncern"),
    "group_renamed": N_("Bytte namn på en koncern"),
    "member_joined": N_("Förde in en medlem"),
    "member_changed": N_("Ändrade ett medlemskap"),
    "member_left": N_("Förde in ett utträde"),
    "member_stayed": N_("Tog tillbaka ett utträde"),
    "member_goal_set": N_("Satte målet för antalet medlemmar"),
    "fee_class_added": N_("Lade till en avgiftsklass"),
    "fee_class_changed": N_("Ändrade en avgiftsklass"),
    "fee_class_removed": N_("Tog bort en avgiftsklass"),
    "fee_year_made": N_("Skapade ett års medlemsavgifter"),
    "fee_paid": N_("Markerade en avgift som betald"),
    "fee_unpaid": N_("Markerade en avgift som obetald"),
    "fee_corrected": N_("Rättade en medlemsavgift"),
    "report_wanted": N_("Beställde en rapport"),
    "model_fit_wanted": N_("Lät matchningen lära av besluten"),
    "model_version_made": N_("Gjorde ett förslag till version av matchningen"),
    "model_version_used": N_("Bytte version av matchningen"),
    "learning_shared": N_("Sa ja till att lära tillsammans med andra hubbar"),
    "learning_kept": N_("Sa nej till att lära tillsammans med andra hubbar"),
}
"""Act, as it is stored, to words; a test finds every act in the code."""

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "reading": (N_("Läst"), ("interview.read",)),
    "people": (N_("Personer och konton"), ("login", "user_", "hub_")),
    "companies": (
        N_("Företag"),
        ("company_", "companies_", "contact_", "fact", "note_", "promise_", "aid_", "consent_", "group_"),
    ),
    "interviews": (N_("Intervjuer"), ("interview", "guide_", "need_")),
    "support": (N_("Stöd och brev"), ("support", "recommendation_", "letter_")),
    "members": (N_("Medlemmar och avgifter"), ("member_", "fee_")),
    "matching": (N_("Matchning"), ("model_", "learning_")),
    "files": (N_("Filer och rapporter"), ("upload_", "report_", "population_")),
}
"""Group -> its words and how the names of its acts begin."""


def acts_of(group: str) -> list[str] | None:
    """The acts of a group; None, which limits nothing, for a group there is not."""
    if group not in GROUPS:
        return None
    _words, openings = GROUPS[group]
    return [act for act in ACTS if act.startswith(openings)]

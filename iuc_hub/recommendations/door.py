"""The feature's blueprint, with what its two groups of views both read of the request."""

from flask import Blueprint, current_app
from flask_babel import get_locale

from iuc_hub import taxonomy
from iuc_hub.config import Settings
from iuc_hub.errors import N_
from iuc_hub.recommendations import reasons
from iuc_hub.recommendations.letters import LinkTerms
from iuc_hub.recommendations.models import RecommendationState
from matching.types import Support

blueprint = Blueprint("recommendations", __name__, template_folder="templates")


def language() -> str:
    """The page's language as the engine's texts know it."""
    return "en" if str(get_locale()) == "en" else "sv"


def link_terms() -> LinkTerms:
    """How links work under the running app's settings."""
    settings: Settings = current_app.extensions["iuc_settings"]
    return LinkTerms(settings.public_url, settings.link_days, settings.link_uses)


@blueprint.app_template_filter("kind_of_help")
def kind_of_help(support: Support) -> str:
    """What a support gives, in one word: "Bidrag", or "Erbjudande" where it gives no money."""
    if support.funding.type != "none":
        return taxonomy.name_of(taxonomy.funding_types(), support.funding.type, language())
    return taxonomy.name_of(taxonomy.kinds(), support.kind, language())


@blueprint.app_template_filter("decision_reason")
def decision_reason(code: str, state: str) -> str:
    """The msgid of why something was passed over, declined, refused, abandoned or taken back."""
    return reasons.of(RecommendationState(state)).get(code, N_("Annat skäl"))


@blueprint.app_template_filter("has_amount")
def has_amount(support: Support) -> bool:
    """Whether the support says how much it pays."""
    return bool(support.funding.min_sek or support.funding.max_sek)

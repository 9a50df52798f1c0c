"""The blueprint that the views of reports hang on."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, template_folder="templates")

"""The blueprint that the administration's views hang on."""

from flask import Blueprint

blueprint = Blueprint("administration", __name__, template_folder="templates")

"""The blueprint that the views of the register of members hang on."""

from flask import Blueprint

blueprint = Blueprint("members", __name__, template_folder="templates")

"""The blueprint that the desk's views belong to, in however many files they stand."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, template_folder="templates")

"""The blueprint that the companies' views belong to, in however many files they stand."""

from flask import Blueprint

blueprint = Blueprint("companies", __name__, template_folder="templates")

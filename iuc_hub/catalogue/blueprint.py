"""The catalogue's blueprint, which each of its files of views registers its pages on."""

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__, template_folder="templates")

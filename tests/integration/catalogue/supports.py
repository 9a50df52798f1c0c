"""Lines of a supports.jsonl for the tests of the catalogue."""

import json


def a_line(support_id: str = "robotcheck", **more: object) -> str:
    """One support that any company in Sweden may have, with the fields given instead."""
    record: dict[str, object] = {
        "id": support_id, "kind": "programme", "title": "Robotcheck", "provider": "Region Exempel",
        "url": "https://exempel.example", "language": "sv", "description": "Halva kostnaden för en robotcell.",
        "themes": ["production_automation"], "funding": {"type": "grant", "max_sek": 200000},
        "eligibility": {"applicant": "company"}, "opens": None, "closes": None, "rolling": True,
    }  # fmt: skip
    return json.dumps(record | more, ensure_ascii=False)


def a_file(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)

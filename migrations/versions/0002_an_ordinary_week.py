"""An ordinary week: dealings with companies, files handed in, members, outcomes, verification, reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import sqlalchemy as sa
import sqlmodel
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATES = (
    "state IN ('proposed', 'accepted', 'rejected', 'sent', 'interested', 'later', 'declined', 'in_progress', "
    "'granted', 'refused', 'delivered', 'abandoned', 'withdrawn')"
)
WIDENED = {
    "recommendation": {"recommendationstate": STATES},
    "recommendation_change": {name: STATES.replace("state", f'"{name}"', 1) for name in ("before", "after")},
}
"""Table -> the checks that allow more values than before."""


@contextmanager
def _changed(table: str) -> Iterator[BatchOperations]:
    with op.batch_alter_table(table, recreate="auto" if _postgresql() else "always") as batch_op:
        for name, text in WIDENED.get(table, {}).items():
            check = op.f(f"ck_{table}_{name}")
            batch_op.drop_constraint(check, type_="check")
            batch_op.create_check_constraint(check, text)
        yield batch_op


def _postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _ask_about_answers() -> None:
    """What companies have answered is asked about as far after the answer as follow_up.yaml says."""
    day = "CAST(changed_at + INTERVAL '{} days' AS date)" if _postgresql() else "date(changed_at, '+{} days')"
    for state, days in (("interested", 14), ("later", 60)):
        op.execute(f"UPDATE recommendation SET ask_on = {day.format(days)} WHERE state = '{state}'")  # noqa: S608


def upgrade() -> None:
    op.create_table(
        "company_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_company_group_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_group")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_company_group_hub_id_id")),
        sa.UniqueConstraint("hub_id", "name_key", name=op.f("uq_company_group_hub_id_name_key")),
    )
    op.create_table(
        "fee_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("yearly_sek", sa.Integer(), nullable=False),
        sa.CheckConstraint("yearly_sek >= 0", name=op.f("ck_fee_class_fee_not_negative")),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_fee_class_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_class")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_fee_class_hub_id_id")),
        sa.UniqueConstraint(
            "hub_id", "name_key", "from_year", name=op.f("uq_fee_class_hub_id_name_key_from_year")
        ),
    )
    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "invitation",
                "new_password",
                name="linkpurpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_account_link_created_by")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_account_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_link_token_hash")),
    )
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "offer",
                "correction",
                "reminder",
                "withdrawal",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["user.id"], name=op.f("fk_letter_template_changed_by")),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_letter_template_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_letter_template_hub_id_id")),
        sa.UniqueConstraint(
            "hub_id", "kind", "language", name=op.f("uq_letter_template_hub_id_kind_language")
        ),
    )
    op.create_table(
        "population",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("municipality_code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sni", sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
        sa.Column("companies", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("companies >= 0", name=op.f("ck_population_companies_not_negative")),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_population_hub_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_population_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population")),
        sa.UniqueConstraint(
            "hub_id",
            "municipality_code",
            "sni",
            "year",
            "source",
            name=op.f("uq_population_hub_id_municipality_code_sni_year_source"),
        ),
    )
    with op.batch_alter_table("population", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_population_hub_id"), ["hub_id"], unique=False)

    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("page", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("query", sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
        sa.Column("saved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "user_id"], ["user.hub_id", "user.id"], name=op.f("fk_saved_search_hub_id_user_id")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_saved_search_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("user_id", "page", "name", name=op.f("uq_saved_search_user_id_page_name")),
    )
    op.create_table(
        "support_verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["support_id"], ["support.id"], name=op.f("fk_support_verification_support_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_support_verification_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_verification")),
    )
    with op.batch_alter_table("support_verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_verification_support_id"), ["support_id"], unique=False)

    op.create_table(
        "aid_award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "de_minimis",
                "de_minimis_sgei",
                "other",
                name="aidkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("amount_sek", sa.Integer(), nullable=False),
        sa.Column("amount_eur", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("instrument", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("authority", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint("amount_eur >= 0", name=op.f("ck_aid_award_euro_not_negative")),
        sa.CheckConstraint("amount_sek >= 0", name=op.f("ck_aid_award_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_aid_award_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_aid_award_hub_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_aid_award_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aid_award")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_aid_award_hub_id_id")),
    )
    with op.batch_alter_table("aid_award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aid_award_company_id"), ["company_id"], unique=False)

    op.create_table(
        "company_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "handed_over",
                "merged",
                "corrected",
                "grouped",
                name="what",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "detail",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("seen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_company_change_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_company_change_hub_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_company_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_change")),
    )
    with op.batch_alter_table("company_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_change_company_id"), ["company_id"], unique=False)

    op.create_table(
        "hub_guide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["chosen_by"], ["user.id"], name=op.f("fk_hub_guide_chosen_by")),
        sa.ForeignKeyConstraint(["guide_id"], ["guide_text.id"], name=op.f("fk_hub_guide_guide_id")),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_hub_guide_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub_guide")),
    )
    with op.batch_alter_table("hub_guide", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hub_guide_hub_id"), ["hub_id"], unique=False)

    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("fee_class", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("why_left", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "left_on IS NULL OR left_on >= joined_on", name=op.f("ck_member_left_after_joining")
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_member_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_member_hub_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_member_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint(
            "hub_id", "company_id", "joined_on", name=op.f("uq_member_hub_id_company_id_joined_on")
        ),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_member_hub_id_id")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_company_id"), ["company_id"], unique=False)

    op.create_table(
        "counted_change",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("part", sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_counted_change_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_change")),
    )
    with op.batch_alter_table("counted_change", schema=None) as batch_op:
        batch_op.create_index("ix_counted_change_part", ["hub_id", "part", "id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "figures",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_publication_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("hub_id", "last", name=op.f("uq_publication_hub_id_last")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(
            "uq_publication_network",
            ["last"],
            unique=True,
            sqlite_where=sa.text("hub_id IS NULL"),
            postgresql_where=sa.text("hub_id IS NULL"),
        )

    op.create_table(
        "member_goal",
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("by_year", sa.Integer(), nullable=False),
        sa.CheckConstraint("members > 0", name=op.f("ck_member_goal_goal_positive")),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_member_goal_hub_id")),
        sa.PrimaryKeyConstraint("hub_id", name=op.f("pk_member_goal")),
    )
    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "pdf",
                "xlsx",
                "json",
                name="reportformat",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("wanted_by", sa.Integer(), nullable=False),
        sa.Column("wanted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("file_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hub_id", "wanted_by"], ["user.hub_id", "user.id"], name=op.f("fk_report_file_hub_id_wanted_by")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_report_file_hub_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_report_file_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_report_file_hub_id_id")),
    )
    with op.batch_alter_table("report_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_file_hub_id"), ["hub_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "companies",
                "interviews",
                "population",
                "supports",
                "members",
                name="uploadkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "checked",
                "taken_in",
                "refused",
                "cancelled",
                name="uploadstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "settings",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "counts",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "errors",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_by", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("checked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hub_id", "uploaded_by"], ["user.hub_id", "user.id"], name=op.f("fk_upload_hub_id_uploaded_by")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_upload_hub_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_upload_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_upload_hub_id_id")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_hub_id"), ["hub_id"], unique=False)

    op.create_table(
        "company_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "note",
                "call",
                "unanswered_call",
                "meeting",
                "mail",
                name="notekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("written_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("edited_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("deleted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_company_note_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "contact_id"],
            ["contact.hub_id", "contact.id"],
            name=op.f("fk_company_note_hub_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "written_by"],
            ["user.hub_id", "user.id"],
            name=op.f("fk_company_note_hub_id_written_by"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_company_note_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_note")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_company_note_hub_id_id")),
    )
    with op.batch_alter_table("company_note", schema=None) as batch_op:
        batch_op.create_index("ix_company_note_company", ["hub_id", "company_id", "at"], unique=False)

    op.create_table(
        "contact_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "contact",
                "share_with_experts",
                "news",
                "quote",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "spoken",
                "written",
                "own_page",
                name="consentway",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hub_id", "contact_id"],
            ["contact.hub_id", "contact.id"],
            name=op.f("fk_contact_consent_hub_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_contact_consent_hub_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_contact_consent_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_consent")),
    )
    with op.batch_alter_table("contact_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_consent_contact_id"), ["contact_id"], unique=False)

    op.create_table(
        "member_fee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount_sek", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount_sek >= 0", name=op.f("ck_member_fee_fee_not_negative")),
        sa.ForeignKeyConstraint(
            ["hub_id", "member_id"],
            ["member.hub_id", "member.id"],
            name=op.f("fk_member_fee_hub_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_member_fee_hub_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_member_fee_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_fee")),
        sa.UniqueConstraint("member_id", "year", name=op.f("uq_member_fee_member_id_year")),
    )
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("kept_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("dropped_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("why_dropped", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint("kept_at IS NULL OR dropped_at IS NULL", name=op.f("ck_promise_kept_or_dropped")),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_promise_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "note_id"],
            ["company_note.hub_id", "company_note.id"],
            name=op.f("fk_promise_hub_id_note_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "owner_id"], ["user.hub_id", "user.id"], name=op.f("fk_promise_hub_id_owner_id")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_promise_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_promise_hub_id_id")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_company_id"), ["company_id"], unique=False)
        batch_op.create_index("ix_promise_owner", ["hub_id", "owner_id", "due"], unique=False)

    with _changed("access_link") as batch_op:
        batch_op.create_index(batch_op.f("ix_access_link_contact_id"), ["contact_id"], unique=False)
        batch_op.drop_constraint(
            batch_op.f("fk_access_link_hub_id_company_id_contact_id"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_access_link_hub_id_company_id_contact_id"),
            "contact",
            ["hub_id", "company_id", "contact_id"],
            ["hub_id", "company_id", "id"],
            deferrable=True,
        )

    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_hub_at", ["hub_id", "at"], unique=False)
        batch_op.create_index("ix_audit_entry_subject", ["subject_kind", "subject_id"], unique=False)

    with _changed("company") as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_company_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_company_hub_advisor", ["hub_id", "advisor_id"], unique=False)
        batch_op.create_index("ix_company_hub_municipality", ["hub_id", "municipality_code"], unique=False)
        batch_op.create_index("ix_company_hub_name", ["hub_id", "name_key"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_company_hub_id_merged_into"),
            "company",
            ["hub_id", "merged_into"],
            ["hub_id", "id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_company_hub_id_group_id"),
            "company_group",
            ["hub_id", "group_id"],
            ["hub_id", "id"],
        )
        batch_op.create_check_constraint("merged_at_a_time", "(merged_into IS NULL) = (merged_at IS NULL)")
        batch_op.create_check_constraint("merged_into_another", "merged_into != id")

    with _changed("company_fact") as batch_op:
        batch_op.create_index("ix_company_fact_fact", ["hub_id", "fact", "company_id", "as_of"], unique=False)
        batch_op.add_column(
            sa.Column("told_by", sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("is_news", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index("ix_company_fact_news", ["hub_id", "is_news"], unique=False)

    with _changed("contact") as batch_op:
        batch_op.add_column(sa.Column("left_on", sa.Date(), nullable=True))

    with _changed("guide_text") as batch_op:
        batch_op.add_column(sa.Column("hub_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("stored_by", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_guide_text_hub_id"), ["hub_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_guide_text_hub_id"), "hub", ["hub_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_guide_text_stored_by"), "user", ["stored_by"], ["id"])

    with _changed("interview") as batch_op:
        batch_op.add_column(sa.Column("upload_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_interview_hub_advisor", ["hub_id", "advisor_id", "state"], unique=False)
        batch_op.create_index("ix_interview_hub_completed", ["hub_id", "completed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_upload_id"), ["upload_id"], unique=False)
        batch_op.drop_constraint(batch_op.f("fk_interview_hub_id_company_id_contact_id"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_interview_hub_id_upload_id"), "upload", ["hub_id", "upload_id"], ["hub_id", "id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_interview_hub_id_company_id_contact_id"),
            "contact",
            ["hub_id", "company_id", "contact_id"],
            ["hub_id", "company_id", "id"],
            deferrable=True,
        )

    with _changed("letter") as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(
                    "offer",
                    "correction",
                    "reminder",
                    "withdrawal",
                    name="letterkind",
                    native_enum=False,
                    create_constraint=True,
                    length=24,
                ),
                server_default="offer",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), server_default="sv", nullable=False)
        )
        batch_op.add_column(sa.Column("corrects", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_letter_corrects"), ["corrects"], unique=False)
        batch_op.create_index("ix_letter_hub_sent", ["hub_id", "sent_at"], unique=False)

    with _changed("need") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_need_hub_id_company_id_superseded_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_need_hub_id_company_id_interview_id"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_need_hub_id_company_id_superseded_by"),
            "interview",
            ["hub_id", "company_id", "superseded_by"],
            ["hub_id", "company_id", "id"],
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_need_hub_id_company_id_interview_id"),
            "interview",
            ["hub_id", "company_id", "interview_id"],
            ["hub_id", "company_id", "id"],
            deferrable=True,
        )

    with _changed("recommendation") as batch_op:
        batch_op.create_index("ix_recommendation_support", ["support_id"], unique=False)
        batch_op.add_column(sa.Column("granted_sek", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ask_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("added_why", sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("handled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index("ix_recommendation_hub_state", ["hub_id", "state"], unique=False)
        batch_op.create_index("ix_recommendation_match", ["hub_id", "match_id"], unique=False)
        batch_op.create_index("ix_recommendation_ask", ["hub_id", "ask_on"], unique=False)
        batch_op.create_index("ix_recommendation_letter", ["hub_id", "letter_id"], unique=False)
        batch_op.create_check_constraint("amount_when_granted", "granted_sek IS NULL OR state = 'granted'")
        batch_op.create_check_constraint("amount_not_negative", "granted_sek IS NULL OR granted_sek >= 0")

    _ask_about_answers()
    with _changed("recommendation_change") as batch_op:
        batch_op.add_column(sa.Column("granted_sek", sa.Integer(), nullable=True))

    with _changed("support") as batch_op:
        batch_op.add_column(
            sa.Column("verified_by", sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("effort_days", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_support_listed",
            ["id", "state", "hub_id", "kind", "opens", "closes", "verified_on"],
            unique=False,
        )

    with _changed("support_revision") as batch_op:
        batch_op.add_column(
            sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("restores", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("effort_days", sa.Integer(), nullable=True))

    _list_places_and_days()


def _list_places_and_days() -> None:
    """The counties and days of every support, read from its record."""
    op.create_table(
        "support_place",
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("county", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_support_place_support_id")),
        sa.PrimaryKeyConstraint("support_id", "county", name=op.f("pk_support_place")),
    )
    op.create_table(
        "support_day",
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_support_day_support_id")),
        sa.PrimaryKeyConstraint("support_id", "day", name=op.f("pk_support_day")),
    )
    with op.batch_alter_table("support_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_place_county"), ["county"], unique=False)
    with op.batch_alter_table("support_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_day_day"), ["day"], unique=False)
    with op.batch_alter_table("stored_match", schema=None) as batch_op:
        batch_op.create_index("ix_stored_match_support", ["support_id", "hub_id"], unique=False)
    with op.batch_alter_table("member_fee", schema=None) as batch_op:
        batch_op.create_index("ix_member_fee_year", ["hub_id", "year"], unique=False)
    counts = sa.text("withdrawn_at IS NULL AND superseded_by IS NULL")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(
            "ix_need_counts",
            ["hub_id", "company_id"],
            unique=False,
            sqlite_where=counts,
            postgresql_where=counts,
        )
    places = sa.table("support_place", sa.column("support_id"), sa.column("county"))
    days = sa.table(
        "support_day",
        sa.column("support_id"),
        sa.column("day", sa.Date()),
        sa.column("is_last", sa.Boolean()),
    )
    supports = sa.table("support", sa.column("id"), sa.column("record", sa.JSON()))
    for support_id, record in op.get_bind().execute(sa.select(supports.c.id, supports.c.record)).all():
        limits = record.get("eligibility") or {}
        counties = {
            *(limits.get("counties") or []),
            *(each[:2] for each in record.get("municipalities") or []),
        }
        for county in sorted(counties):
            op.execute(places.insert().values(support_id=support_id, county=county))
        named = {date.fromisoformat(each[:10]) for each in record.get("cutoffs") or []}
        closes = (
            date.fromisoformat(record["closes"][:10]) if record.get("closes") else max(named, default=None)
        )
        for day in sorted(each for each in {*named, closes} if each is not None and each <= closes):
            op.execute(days.insert().values(support_id=support_id, day=day, is_last=day == closes))


def downgrade() -> None:
    raise NotImplementedError("Restore the copy of the database that was made before the upgrade.")

"""The road: hubs, companies, interviews, catalogue, recommendations, jobs and mail."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "guide_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stored_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_text")),
        sa.UniqueConstraint("digest", name=op.f("uq_guide_text_digest")),
    )
    op.create_table(
        "hub",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("county", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub")),
        sa.UniqueConstraint("slug", name=op.f("uq_hub_slug")),
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("to_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("to_address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reply_to", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sent",
                "failed",
                name="mailstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_mail_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_hub_id"), ["hub_id"], unique=False)

    op.create_table(
        "support",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "published",
                "archived",
                name="supportstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "title_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("provider", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "search_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column(
            "record",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("updated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_support_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_hub_id"), ["hub_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_title_key"), ["title_key"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "advisor",
                "hub_admin",
                "analyst",
                "expert",
                "company",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
        sa.Column(
            "email_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("organisation", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "(role = 'expert') = (organisation IS NOT NULL)", name=op.f("ck_user_organisation_by_role")
        ),
        sa.CheckConstraint(
            "(role IN ('advisor', 'hub_admin')) = (hub_id IS NOT NULL)", name=op.f("ck_user_hub_by_role")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_user_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email_key", name=op.f("uq_user_email_key")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_user_hub_id_id")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("subject_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "detail",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("once", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_audit_entry_hub_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_audit_entry_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("once", name=op.f("uq_audit_entry_once")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_hub_id"), ["hub_id"], unique=False)

    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("organisation_number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
        sa.Column(
            "name_key", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("legal_form", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipality_code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "advisor_id"], ["user.hub_id", "user.id"], name=op.f("fk_company_hub_id_advisor_id")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_company_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_company_hub_id_id")),
        sa.UniqueConstraint(
            "hub_id", "organisation_number", name=op.f("uq_company_hub_id_organisation_number")
        ),
    )
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_name_key"), ["name_key"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "arguments",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("unique_key", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("not_before", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("lease_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("heartbeat_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("runner", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column(
            "result",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column(
            "failure_values",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'running') = (lease_until IS NOT NULL)", name=op.f("ck_job_lease_while_running")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_job_hub_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["user.id"], name=op.f("fk_job_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_job_unique_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_hub_id"), ["hub_id"], unique=False)
        batch_op.create_index("ix_job_waiting", ["state", "not_before"], unique=False)

    op.create_table(
        "support_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "record",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_support_revision_support_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_support_revision_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_revision")),
        sa.UniqueConstraint("support_id", "revision", name=op.f("uq_support_revision_support_id_revision")),
    )
    op.create_table(
        "support_theme",
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("theme", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_support_theme_support_id")),
        sa.PrimaryKeyConstraint("support_id", "theme", name=op.f("pk_support_theme")),
    )
    with op.batch_alter_table("support_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_theme_theme"), ["theme"], unique=False)

    op.create_table(
        "company_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("fact", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column(
            "value", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=True
        ),
        sa.Column(
            "source",
            sa.Enum(
                "said",
                "register",
                "annual_report",
                name="factsource",
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
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_company_fact_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_company_fact_hub_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user.id"], name=op.f("fk_company_fact_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_fact")),
    )
    with op.batch_alter_table("company_fact", schema=None) as batch_op:
        batch_op.create_index("ix_company_fact_company", ["hub_id", "company_id", "fact"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_contact_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_contact_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("hub_id", "company_id", "id", name=op.f("uq_contact_hub_id_company_id_id")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_contact_hub_id_id")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_company_id"), ["company_id"], unique=False)

    op.create_table(
        "match_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("catalogue_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "company",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_match_run_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_match_run_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_match_run_hub_id_id")),
    )
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_run_company_id"), ["company_id"], unique=False)

    op.create_table(
        "access_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=False),
        sa.CheckConstraint("uses >= 0 AND uses <= max_uses", name=op.f("ck_access_link_uses_within_limit")),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id", "contact_id"],
            ["contact.hub_id", "contact.company_id", "contact.id"],
            name=op.f("fk_access_link_hub_id_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_access_link_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_access_link_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_link_token_hash")),
    )
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_link_company_id"), ["company_id"], unique=False)

    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("guide_id", sa.Integer(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "in_progress",
                "completed",
                "approved",
                "cancelled",
                name="interviewstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("planned_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("completed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("approved_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guide_id"], ["guide_text.id"], name=op.f("fk_interview_guide_id")),
        sa.ForeignKeyConstraint(
            ["hub_id", "advisor_id"], ["user.hub_id", "user.id"], name=op.f("fk_interview_hub_id_advisor_id")
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id", "contact_id"],
            ["contact.hub_id", "contact.company_id", "contact.id"],
            name=op.f("fk_interview_hub_id_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_interview_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_interview_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("hub_id", "company_id", "id", name=op.f("uq_interview_hub_id_company_id_id")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_interview_hub_id_id")),
    )
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interview_company_id"), ["company_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("subject", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("form_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_letter_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "contact_id"],
            ["contact.hub_id", "contact.id"],
            name=op.f("fk_letter_hub_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "sent_by"], ["user.hub_id", "user.id"], name=op.f("fk_letter_hub_id_sent_by")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_letter_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("form_key", name=op.f("uq_letter_form_key")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_letter_hub_id_id")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_company_id"), ["company_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("question", sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
        sa.Column(
            "value", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=True
        ),
        sa.Column(
            "source",
            sa.Enum(
                "said",
                "observed",
                "register",
                name="answersource",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_answer_revision_from_one")),
        sa.ForeignKeyConstraint(["changed_by"], ["user.id"], name=op.f("fk_answer_changed_by")),
        sa.ForeignKeyConstraint(
            ["hub_id", "interview_id"],
            ["interview.hub_id", "interview.id"],
            name=op.f("fk_answer_hub_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_answer_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("interview_id", "question", name=op.f("uq_answer_interview_id_question")),
    )
    op.create_table(
        "answer_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("question", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "value", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=True
        ),
        sa.Column(
            "source",
            sa.Enum(
                "said",
                "observed",
                "register",
                name="answersource",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "interview_id"],
            ["interview.hub_id", "interview.id"],
            name=op.f("fk_answer_revision_hub_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_answer_revision_hub_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_answer_revision_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_revision")),
        sa.UniqueConstraint(
            "interview_id",
            "question",
            "revision",
            name=op.f("uq_answer_revision_interview_id_question_revision"),
        ),
    )
    op.create_table(
        "interview_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "before",
            sa.Enum(
                "planned",
                "in_progress",
                "completed",
                "approved",
                "cancelled",
                name="before",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "planned",
                "in_progress",
                "completed",
                "approved",
                "cancelled",
                name="after",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "interview_id"],
            ["interview.hub_id", "interview.id"],
            name=op.f("fk_interview_change_hub_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_interview_change_hub_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_interview_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_change")),
    )
    with op.batch_alter_table("interview_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interview_change_interview_id"), ["interview_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("identity", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("area", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("theme", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "title",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=False),
        sa.Column(
            "priority",
            sa.Enum(
                "acute",
                "high",
                "medium",
                "low",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("horizon", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "contributions",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "reasons",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "helps",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("rule_version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "override_priority",
            sa.Enum(
                "acute",
                "high",
                "medium",
                "low",
                name="override_priority",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("override_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("overridden_by", sa.Integer(), nullable=True),
        sa.Column("overridden_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("derived_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(override_priority IS NULL) = (override_reason IS NULL)",
            name=op.f("ck_need_override_has_reason"),
        ),
        sa.CheckConstraint("scale >= 1 AND scale <= 5", name=op.f("ck_need_scale_range")),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_need_score_range")),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id", "interview_id"],
            ["interview.hub_id", "interview.company_id", "interview.id"],
            name=op.f("fk_need_hub_id_company_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id", "superseded_by"],
            ["interview.hub_id", "interview.company_id", "interview.id"],
            name=op.f("fk_need_hub_id_company_id_superseded_by"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_need_hub_id")),
        sa.ForeignKeyConstraint(["overridden_by"], ["user.id"], name=op.f("fk_need_overridden_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_need_hub_id_id")),
        sa.UniqueConstraint("interview_id", "identity", name=op.f("uq_need_interview_id_identity")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_company_id"), ["company_id"], unique=False)

    op.create_table(
        "saved_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("payload_digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column(
            "body", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False
        ),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "interview_id"],
            ["interview.hub_id", "interview.id"],
            name=op.f("fk_saved_reply_hub_id_interview_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_saved_reply_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_reply")),
        sa.UniqueConstraint("interview_id", "key", name=op.f("uq_saved_reply_interview_id_key")),
    )
    op.create_table(
        "need_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "added",
                "overridden",
                "reset",
                "withdrawn",
                "restored",
                "no_longer_shown",
                "shown_again",
                "superseded",
                "current_again",
                name="what",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "before",
            sa.Enum(
                "acute",
                "high",
                "medium",
                "low",
                name="before",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "acute",
                "high",
                "medium",
                "low",
                name="after",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "need_id"], ["need.hub_id", "need.id"], name=op.f("fk_need_change_hub_id_need_id")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_need_change_hub_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_need_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_change")),
    )
    with op.batch_alter_table("need_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_change_need_id"), ["need_id"], unique=False)

    op.create_table(
        "need_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column(
            "need", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False
        ),
        sa.Column("unmet", sa.Boolean(), nullable=False),
        sa.Column(
            "why", sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "need_id"], ["need.hub_id", "need.id"], name=op.f("fk_need_result_hub_id_need_id")
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "run_id"],
            ["match_run.hub_id", "match_run.id"],
            name=op.f("fk_need_result_hub_id_run_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_need_result_hub_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_result")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_need_result_hub_id_id")),
        sa.UniqueConstraint("run_id", "need_id", name=op.f("uq_need_result_run_id_need_id")),
    )
    op.create_table(
        "stored_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("support_revision", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score_tenths", sa.Integer(), nullable=False),
        sa.Column("verdict", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("weak", sa.Boolean(), nullable=False),
        sa.Column(
            "match",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "score_tenths >= 0 AND score_tenths <= 1000", name=op.f("ck_stored_match_score_range")
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "result_id"],
            ["need_result.hub_id", "need_result.id"],
            name=op.f("fk_stored_match_hub_id_result_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_stored_match_hub_id")),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_stored_match_support_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_match")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_stored_match_hub_id_id")),
        sa.UniqueConstraint("result_id", "support_id", name=op.f("uq_stored_match_result_id_support_id")),
    )
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("support_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "accepted",
                "rejected",
                "sent",
                "interested",
                "later",
                "declined",
                "withdrawn",
                name="recommendationstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("comment", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("changed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "state != 'rejected' OR reason IS NOT NULL", name=op.f("ck_recommendation_rejected_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "company_id"],
            ["company.hub_id", "company.id"],
            name=op.f("fk_recommendation_hub_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "letter_id"],
            ["letter.hub_id", "letter.id"],
            name=op.f("fk_recommendation_hub_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "match_id"],
            ["stored_match.hub_id", "stored_match.id"],
            name=op.f("fk_recommendation_hub_id_match_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hub_id", "need_id"], ["need.hub_id", "need.id"], name=op.f("fk_recommendation_hub_id_need_id")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_recommendation_hub_id")),
        sa.ForeignKeyConstraint(["support_id"], ["support.id"], name=op.f("fk_recommendation_support_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_recommendation_hub_id_id")),
        sa.UniqueConstraint("need_id", "support_id", name=op.f("uq_recommendation_need_id_support_id")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_company_id"), ["company_id"], unique=False)

    op.create_table(
        "recommendation_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "before",
            sa.Enum(
                "proposed",
                "accepted",
                "rejected",
                "sent",
                "interested",
                "later",
                "declined",
                "withdrawn",
                name="before",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "proposed",
                "accepted",
                "rejected",
                "sent",
                "interested",
                "later",
                "declined",
                "withdrawn",
                name="after",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("why", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("comment", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hub_id", "recommendation_id"],
            ["recommendation.hub_id", "recommendation.id"],
            name=op.f("fk_recommendation_change_hub_id_recommendation_id"),
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_recommendation_change_hub_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recommendation_change_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_change")),
    )
    with op.batch_alter_table("recommendation_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_change_recommendation_id"), ["recommendation_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("recommendation_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_change_recommendation_id"))

    op.drop_table("recommendation_change")
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_company_id"))

    op.drop_table("recommendation")
    op.drop_table("stored_match")
    op.drop_table("need_result")
    with op.batch_alter_table("need_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_change_need_id"))

    op.drop_table("need_change")
    op.drop_table("saved_reply")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_company_id"))

    op.drop_table("need")
    with op.batch_alter_table("interview_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interview_change_interview_id"))

    op.drop_table("interview_change")
    op.drop_table("answer_revision")
    op.drop_table("answer")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_company_id"))

    op.drop_table("letter")
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interview_company_id"))

    op.drop_table("interview")
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_link_company_id"))

    op.drop_table("access_link")
    with op.batch_alter_table("match_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_run_company_id"))

    op.drop_table("match_run")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_company_id"))

    op.drop_table("contact")
    with op.batch_alter_table("company_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_company_fact_company")

    op.drop_table("company_fact")
    with op.batch_alter_table("support_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_theme_theme"))

    op.drop_table("support_theme")
    op.drop_table("support_revision")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_waiting")
        batch_op.drop_index(batch_op.f("ix_job_hub_id"))

    op.drop_table("job")
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_name_key"))

    op.drop_table("company")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_hub_id"))

    op.drop_table("audit_entry")
    op.drop_table("user")
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_title_key"))
        batch_op.drop_index(batch_op.f("ix_support_hub_id"))

    op.drop_table("support")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_hub_id"))

    op.drop_table("mail")
    op.drop_table("hub")
    op.drop_table("guide_text")
    op.drop_table("catalogue_version")

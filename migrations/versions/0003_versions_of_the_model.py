"""Versions of the engine's model, and the hubs that learn together."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")
    op.create_table(
        "model_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hub_id", sa.Integer(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column("builds_on", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=True),
        sa.Column("made_from", sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "shipped",
                "candidate",
                "active",
                "retired",
                name="versionstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("record", json, nullable=False),
        sa.Column("checksum", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("actor", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("gist", json, nullable=False),
        sa.Column("comparison", json, nullable=True),
        sa.Column("taken_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'shipped') = (hub_id IS NULL)", name=op.f("ck_model_version_shipped_is_nobodys")
        ),
        sa.CheckConstraint(
            "(hub_id IS NULL) = (builds_on IS NULL)", name=op.f("ck_model_version_builds_on_shipped")
        ),
        sa.ForeignKeyConstraint(
            ["builds_on"], ["model_version.name"], name=op.f("fk_model_version_builds_on")
        ),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_model_version_hub_id")),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_model_version_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_version")),
        sa.UniqueConstraint("hub_id", "id", name=op.f("uq_model_version_hub_id_id")),
        sa.UniqueConstraint("name", name=op.f("uq_model_version_name")),
    )
    active = sa.text("state = 'active'")
    with op.batch_alter_table("model_version", schema=None) as batch_op:
        batch_op.create_index(
            "uq_model_version_active",
            ["hub_id"],
            unique=True,
            sqlite_where=active,
            postgresql_where=active,
        )
    op.create_table(
        "learning_agreement",
        sa.Column("hub_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by"], ["user.id"], name=op.f("fk_learning_agreement_agreed_by")),
        sa.ForeignKeyConstraint(["hub_id"], ["hub.id"], name=op.f("fk_learning_agreement_hub_id")),
        sa.PrimaryKeyConstraint("hub_id", name=op.f("pk_learning_agreement")),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy of the database that was made before the upgrade.")

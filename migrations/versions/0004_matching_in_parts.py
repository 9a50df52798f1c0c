"""Matching in parts: split jobs, runs that hold for later days, supports that tell when they changed, seals."""

from typing import Literal

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATES = "state IN ('queued', 'running', 'split', 'done', 'failed')"
SEALED = ("match_run", "need_result")
CHECKED = ("stored_match", "support_revision")


def _json() -> sa.types.TypeEngine[object]:
    return sa.JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")


def _recreate() -> Literal["auto", "always"]:
    return "auto" if op.get_bind().dialect.name == "postgresql" else "always"


def upgrade() -> None:
    with op.batch_alter_table("job", recreate=_recreate()) as batch_op:
        batch_op.drop_constraint(op.f("ck_job_jobstate"), type_="check")
        batch_op.create_check_constraint(op.f("ck_job_jobstate"), STATES)
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_job_parent_id"), "job", ["parent_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(op.f("ix_job_parent_id"), ["parent_id"])
    with op.batch_alter_table("support") as batch_op:
        batch_op.add_column(sa.Column("changed_in", sa.Integer(), nullable=True))
        batch_op.create_index(op.f("ix_support_changed_in"), ["changed_in"])
    op.execute("UPDATE support SET changed_in = 0 WHERE state IN ('published', 'archived')")
    with op.batch_alter_table("match_run") as batch_op:
        batch_op.add_column(sa.Column("holds_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("holds_for", sa.Integer(), nullable=False, server_default="-1"))
        batch_op.add_column(
            sa.Column(
                "holds_seal", sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False, server_default=""
            )
        )
    op.execute("UPDATE match_run SET holds_on = day")
    op.execute(
        "UPDATE match_run SET holds_for = (SELECT number FROM catalogue_version) "
        "WHERE catalogue_version = (SELECT token FROM catalogue_version)"
    )
    with op.batch_alter_table("match_run") as batch_op:
        batch_op.alter_column("holds_on", existing_type=sa.Date(), nullable=False)
        batch_op.alter_column("holds_for", existing_type=sa.Integer(), server_default=None)
    for table in SEALED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("seals", _json(), nullable=False, server_default="{}"))
    for table in CHECKED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column(
                    "seal", sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False, server_default=""
                )
            )


def downgrade() -> None:
    raise NotImplementedError("Restore the copy of the database that was made before the upgrade.")

"""Members of a hub's association: their fee classes, what they paid each year, how many are aimed for."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from iuc_hub.ordering import KeyText


class FeeClass(SQLModel, table=True):
    """A class of members and what it pays a year, from a year on until a later row of the same name."""

    __tablename__ = "fee_class"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("hub_id", "name_key", "from_year"),
        CheckConstraint("yearly_sek >= 0", name="fee_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    name: str = Field(min_length=1, max_length=80)
    name_key: str = Field(sa_column=Column(KeyText, nullable=False))
    from_year: int
    yearly_sek: int


class Member(SQLModel, table=True):
    """A company's membership from a day to a day; a company that comes back gets a new row.

    ``left_on`` is the first day on which the company no longer is a member.
    """

    __tablename__ = "member"
    __table_args__ = (
        UniqueConstraint("hub_id", "id"),
        UniqueConstraint("hub_id", "company_id", "joined_on"),
        ForeignKeyConstraint(["hub_id", "company_id"], ["company.hub_id", "company.id"]),
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="left_after_joining"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    company_id: int = Field(index=True)
    fee_class: str = Field(max_length=80)
    joined_on: date
    left_on: date | None = None
    why_left: str = ""
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="user.id")

    @property
    def never_ran(self) -> bool:
        """Whether it was cancelled: it ends on the day it began, so that no day belongs to it."""
        return self.left_on is not None and self.left_on <= self.joined_on

    def runs_on(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)

    def runs_in(self, year: int) -> bool:
        """Whether the company was a member on any day of the year."""
        if self.never_ran or self.joined_on.year > year:
            return False
        return self.left_on is None or self.left_on > date(year, 1, 1)


class MemberFee(SQLModel, table=True):
    """What one membership owes for one year and whether it is paid."""

    __tablename__ = "member_fee"
    __table_args__ = (
        UniqueConstraint("member_id", "year"),
        Index("ix_member_fee_year", "hub_id", "year"),
        ForeignKeyConstraint(["hub_id", "member_id"], ["member.hub_id", "member.id"]),
        CheckConstraint("amount_sek >= 0", name="fee_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    hub_id: int = Field(foreign_key="hub.id")
    member_id: int
    year: int
    amount_sek: int
    paid_on: date | None = None
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="user.id")


class MemberGoal(SQLModel, table=True):
    """How many members a hub's association wants to have at the end of a year; none is a hub without a goal."""

    __tablename__ = "member_goal"
    __table_args__ = (CheckConstraint("members > 0", name="goal_positive"),)

    hub_id: int = Field(foreign_key="hub.id", primary_key=True)
    members: int
    by_year: int

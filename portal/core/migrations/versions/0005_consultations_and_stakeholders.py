"""Consultations and stakeholders."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "consultation_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_consultation_measures_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_measures")),
        sa.UniqueConstraint("partnership_id", name=op.f("uq_consultation_measures_partnership_id")),
    )
    op.create_table(
        "consultations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("expected", sa.String(length=120), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_consultations_group_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisations.id"], name=op.f("fk_consultations_owner_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_consultations_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_consultations_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
    )
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultations_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_consultations_list", ["partnership_id", "closes_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultations_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultations_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "stakeholders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("listed_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("interest", sa.String(length=400), nullable=False),
        sa.Column("involved", sa.String(length=400), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("heard_how", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_stakeholders_group_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["organisations.id"], name=op.f("fk_stakeholders_lead_id")),
        sa.ForeignKeyConstraint(["listed_id"], ["organisations.id"], name=op.f("fk_stakeholders_listed_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_stakeholders_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_stakeholders_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stakeholders")),
    )
    with op.batch_alter_table("stakeholders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stakeholders_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stakeholders_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index("ix_stakeholders_list", ["partnership_id", "kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stakeholders_listed_id"), ["listed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stakeholders_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "consultation_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consultation_asked_consultation_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_consultation_asked_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_consultation_asked_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_asked")),
    )
    with op.batch_alter_table("consultation_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_asked_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_asked_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_asked_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "consultation_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("owner_did", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.Column("shared_with", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consultation_outcomes_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_outcomes")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_consultation_outcomes_consultation_id")),
    )
    op.create_table(
        "consultation_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consultation_sources_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_sources")),
    )
    with op.batch_alter_table("consultation_sources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_sources_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "consultation_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consultation_items_consultation_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_consultation_items_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_items")),
    )
    with op.batch_alter_table("consultation_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_items_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_items_item_id"), ["item_id"], unique=False)

    op.create_table(
        "consultation_responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("writer_organisation_id", sa.Integer(), nullable=True),
        sa.Column("writer_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("agreed_meeting_id", sa.Integer(), nullable=True),
        sa.Column("agreed_decision_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("shared_with", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_decision_id"], ["decisions.id"], name=op.f("fk_consultation_responses_agreed_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["agreed_meeting_id"], ["meetings.id"], name=op.f("fk_consultation_responses_agreed_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_consultation_responses_consultation_id")
        ),
        sa.ForeignKeyConstraint(["writer_id"], ["people.id"], name=op.f("fk_consultation_responses_writer_id")),
        sa.ForeignKeyConstraint(
            ["writer_organisation_id"],
            ["organisations.id"],
            name=op.f("fk_consultation_responses_writer_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_responses")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_consultation_responses_consultation_id")),
    )
    with op.batch_alter_table("consultation_responses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_responses_agreed_decision_id"), ["agreed_decision_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_responses_agreed_meeting_id"), ["agreed_meeting_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_consultation_responses_writer_id"), ["writer_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_consultation_responses_writer_organisation_id"), ["writer_organisation_id"], unique=False
        )


def downgrade() -> None:
    """Nothing goes back: a backup does."""
    raise NotImplementedError("restore the backup made before the upgrade")

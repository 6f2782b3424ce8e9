"""Two tiers, joining, and action plans."""

import sqlalchemy as sa
from alembic import op

from portal.core.index.mending import mend_offers

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "bulletin_refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_bulletin_refusals_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bulletin_refusals_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_refusals")),
        sa.UniqueConstraint("partnership_id", "person_id", name=op.f("uq_bulletin_refusals_partnership_id_person_id")),
    )
    with op.batch_alter_table("bulletin_refusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulletin_refusals_person_id"), ["person_id"], unique=False)

    op.create_table(
        "individual_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_individual_members_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_individual_members")),
        sa.UniqueConstraint("partnership_id", "email", name=op.f("uq_individual_members_partnership_id_email")),
    )
    op.create_table(
        "tier_prompts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("prompts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_tier_prompts_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_prompts")),
        sa.UniqueConstraint("partnership_id", name=op.f("uq_tier_prompts_partnership_id")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("section_noun", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("opens_to", sa.String(length=40), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("now_months", sa.Integer(), nullable=False),
        sa.Column("soon_months", sa.Integer(), nullable=False),
        sa.Column("year_starts", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_plans_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_plans_partnership_id")),
        sa.ForeignKeyConstraint(["previous_id"], ["plans.id"], name=op.f("fk_plans_previous_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("plans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plans_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_plans_list", ["partnership_id", "begins_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plans_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "plan_columns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_columns_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_columns")),
        sa.UniqueConstraint("plan_id", "field", name=op.f("uq_plan_columns_plan_id_field")),
    )
    with op.batch_alter_table("plan_columns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_columns_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("put_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_imports_plan_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_plan_imports_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_imports")),
    )
    with op.batch_alter_table("plan_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_imports_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_imports_user_id"), ["user_id"], unique=False)

    op.create_table(
        "plan_sections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(length=80), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("caretaker_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["caretaker_id"], ["organisations.id"], name=op.f("fk_plan_sections_caretaker_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_sections_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_sections")),
    )
    with op.batch_alter_table("plan_sections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_sections_caretaker_id"), ["caretaker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_sections_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_snapshots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_plan_snapshots_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_plan_snapshots_partnership_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_snapshots_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_snapshots")),
    )
    with op.batch_alter_table("plan_snapshots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_snapshots_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_snapshots_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_snapshots_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_steps_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_steps")),
    )
    with op.batch_alter_table("plan_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_steps_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "tiers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("lower_id", sa.Integer(), nullable=False),
        sa.Column("upper_group_id", sa.Integer(), nullable=False),
        sa.Column("lower_group_id", sa.Integer(), nullable=False),
        sa.Column("proposed_from_id", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(length=200), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.String(length=200), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("upper_standing_id", sa.Integer(), nullable=True),
        sa.Column("lower_standing_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lower_group_id"], ["groups.id"], name=op.f("fk_tiers_lower_group_id")),
        sa.ForeignKeyConstraint(["lower_id"], ["partnerships.id"], name=op.f("fk_tiers_lower_id")),
        sa.ForeignKeyConstraint(["lower_standing_id"], ["standing_items.id"], name=op.f("fk_tiers_lower_standing_id")),
        sa.ForeignKeyConstraint(["proposed_from_id"], ["partnerships.id"], name=op.f("fk_tiers_proposed_from_id")),
        sa.ForeignKeyConstraint(["upper_group_id"], ["groups.id"], name=op.f("fk_tiers_upper_group_id")),
        sa.ForeignKeyConstraint(["upper_id"], ["partnerships.id"], name=op.f("fk_tiers_upper_id")),
        sa.ForeignKeyConstraint(["upper_standing_id"], ["standing_items.id"], name=op.f("fk_tiers_upper_standing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tiers")),
        sa.UniqueConstraint("upper_id", "lower_id", name=op.f("uq_tiers_upper_id_lower_id")),
    )
    with op.batch_alter_table("tiers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tiers_lower_group_id"), ["lower_group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tiers_lower_id"), ["lower_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tiers_upper_group_id"), ["upper_group_id"], unique=False)

    op.create_table(
        "plan_objectives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["plan_sections.id"], name=op.f("fk_plan_objectives_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_objectives")),
    )
    with op.batch_alter_table("plan_objectives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_objectives_review_on"), ["review_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_objectives_section_id"), ["section_id"], unique=False)

    op.create_table(
        "plan_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("successes", sa.Text(), nullable=False),
        sa.Column("failures", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_plan_reports_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_plan_reports_partnership_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_reports_plan_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["plan_snapshots.id"], name=op.f("fk_plan_reports_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reports")),
        sa.UniqueConstraint("plan_id", "title", name=op.f("uq_plan_reports_plan_id_title")),
    )
    with op.batch_alter_table("plan_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_reports_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_reports_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_reports_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_rounds_plan_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["plan_snapshots.id"], name=op.f("fk_plan_rounds_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_rounds")),
    )
    with op.batch_alter_table("plan_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_rounds_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "seat_backings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("has_paid_workers", sa.Boolean(), nullable=True),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("serves_as", sa.String(length=40), nullable=True),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_seat_backings_holder_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_seat_backings_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_backings")),
        sa.UniqueConstraint("seat_id", name=op.f("uq_seat_backings_seat_id")),
    )
    op.create_table(
        "tier_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_item_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("is_for_all", sa.Boolean(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_item_id"], ["agenda_items.id"], name=op.f("fk_tier_questions_asked_item_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_tier_questions_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_tier_questions_meeting_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_tier_questions_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_questions")),
    )
    with op.batch_alter_table("tier_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_questions_asked_item_id"), ["asked_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_questions_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_questions_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_questions_tier_id"), ["tier_id"], unique=False)

    op.create_table(
        "tier_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_tier_reports_meeting_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_tier_reports_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_reports")),
        sa.UniqueConstraint("tier_id", "meeting_id", name=op.f("uq_tier_reports_tier_id_meeting_id")),
    )
    with op.batch_alter_table("tier_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_reports_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "tier_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("was_made", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_tier_visits_meeting_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_tier_visits_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_visits")),
    )
    with op.batch_alter_table("tier_visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_visits_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_visits_tier_id"), ["tier_id"], unique=False)

    op.create_table(
        "action_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_taken", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_action_shares_action_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_action_shares_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_shares")),
        sa.UniqueConstraint("action_id", "partnership_id", name=op.f("uq_action_shares_action_id_partnership_id")),
    )
    with op.batch_alter_table("action_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_shares_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "membership_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("agreed_how", sa.String(length=200), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_membership_statements_decision_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_membership_statements_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_statements")),
        sa.UniqueConstraint("partnership_id", "number", name=op.f("uq_membership_statements_partnership_id_number")),
    )
    with op.batch_alter_table("membership_statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_statements_review_on"), ["review_on"], unique=False)

    op.create_table(
        "objective_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_objective_reviews_item_id")),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["plan_objectives.id"], name=op.f("fk_objective_reviews_objective_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective_reviews")),
        sa.UniqueConstraint("objective_id", "item_id", name=op.f("uq_objective_reviews_objective_id_item_id")),
    )
    with op.batch_alter_table("objective_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objective_reviews_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("priority", sa.String(length=40), nullable=False),
        sa.Column("timescale", sa.String(length=80), nullable=False),
        sa.Column("rolled_from", sa.String(length=80), nullable=False),
        sa.Column("rolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scale", sa.String(length=80), nullable=False),
        sa.Column("start_text", sa.String(length=200), nullable=False),
        sa.Column("also", sa.String(length=400), nullable=False),
        sa.Column("time_needed", sa.Text(), nullable=False),
        sa.Column("money_needed", sa.Text(), nullable=False),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("measure_input", sa.Text(), nullable=False),
        sa.Column("measure_process", sa.Text(), nullable=False),
        sa.Column("measure_output", sa.Text(), nullable=False),
        sa.Column("measure_outcome", sa.Text(), nullable=False),
        sa.Column("baseline", sa.String(length=200), nullable=False),
        sa.Column("target", sa.String(length=200), nullable=False),
        sa.Column("figure", sa.String(length=200), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("needs_detail", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_plan_entries_action_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_plan_entries_group_id")),
        sa.ForeignKeyConstraint(["import_id"], ["plan_imports.id"], name=op.f("fk_plan_entries_import_id")),
        sa.ForeignKeyConstraint(["objective_id"], ["plan_objectives.id"], name=op.f("fk_plan_entries_objective_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_plan_entries_partnership_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_entries_plan_id")),
        sa.ForeignKeyConstraint(["section_id"], ["plan_sections.id"], name=op.f("fk_plan_entries_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_entries")),
        sa.UniqueConstraint("plan_id", "action_id", name=op.f("uq_plan_entries_plan_id_action_id")),
    )
    with op.batch_alter_table("plan_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_entries_action_id"), ["action_id"], unique=False)
        batch_op.create_index("ix_plan_entries_grid", ["plan_id", "position", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_entries_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_entries_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_entries_objective_id"), ["objective_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_entries_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_entries_section_id"), ["section_id"], unique=False)

    op.create_table(
        "tier_issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upper_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_tier_issues_decision_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_tier_issues_item_id")),
        sa.ForeignKeyConstraint(["upper_id"], ["partnerships.id"], name=op.f("fk_tier_issues_upper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_issues")),
    )
    with op.batch_alter_table("tier_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_issues_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_issues_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_issues_upper_id"), ["upper_id"], unique=False)

    op.create_table(
        "tier_report_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["tier_reports.id"], name=op.f("fk_tier_report_parts_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_report_parts")),
    )
    with op.batch_alter_table("tier_report_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_report_parts_report_id"), ["report_id"], unique=False)

    op.create_table(
        "joining_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_joining_applications_decision_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_joining_applications_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_joining_applications_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["decision_proposals.id"], name=op.f("fk_joining_applications_proposal_id")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_joining_applications_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_applications")),
    )
    with op.batch_alter_table("joining_applications", schema=None) as batch_op:
        batch_op.create_index("ix_joining_applications_list", ["partnership_id", "applied_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joining_applications_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joining_applications_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "membership_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewed_how", sa.String(length=200), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_membership_reviews_decision_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["membership_statements.id"], name=op.f("fk_membership_reviews_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_reviews")),
    )
    with op.batch_alter_table("membership_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_reviews_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "plan_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.String(length=400), nullable=False),
        sa.Column("progress_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["plan_entries.id"], name=op.f("fk_plan_asked_entry_id")),
        sa.ForeignKeyConstraint(["progress_id"], ["progress_notes.id"], name=op.f("fk_plan_asked_progress_id")),
        sa.ForeignKeyConstraint(["round_id"], ["plan_rounds.id"], name=op.f("fk_plan_asked_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_asked")),
        sa.UniqueConstraint("round_id", "entry_id", name=op.f("uq_plan_asked_round_id_entry_id")),
    )
    with op.batch_alter_table("plan_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_asked_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_asked_progress_id"), ["progress_id"], unique=False)

    op.create_table(
        "plan_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["plan_entries.id"], name=op.f("fk_plan_links_entry_id")),
        sa.ForeignKeyConstraint(["other_id"], ["plan_entries.id"], name=op.f("fk_plan_links_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_links")),
        sa.UniqueConstraint("entry_id", "other_id", name=op.f("uq_plan_links_entry_id_other_id")),
    )
    with op.batch_alter_table("plan_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_links_other_id"), ["other_id"], unique=False)

    op.create_table(
        "tier_issue_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("tier_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["tier_issues.id"], name=op.f("fk_tier_issue_answers_issue_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_tier_issue_answers_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_tier_issue_answers_meeting_id")),
        sa.ForeignKeyConstraint(["tier_id"], ["tiers.id"], name=op.f("fk_tier_issue_answers_tier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_issue_answers")),
        sa.UniqueConstraint("issue_id", "tier_id", name=op.f("uq_tier_issue_answers_issue_id_tier_id")),
    )
    with op.batch_alter_table("tier_issue_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tier_issue_answers_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_issue_answers_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tier_issue_answers_tier_id"), ["tier_id"], unique=False)

    op.create_table(
        "joining_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("meets", sa.Boolean(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["joining_applications.id"], name=op.f("fk_joining_checks_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_checks")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_joining_checks_application_id_key")),
    )
    op.create_table(
        "joining_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["joining_applications.id"], name=op.f("fk_joining_steps_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining_steps")),
    )
    with op.batch_alter_table("joining_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joining_steps_application_id"), ["application_id"], unique=False)

    op.add_column("actions", sa.Column("when_meaning", sa.String(length=40), server_default="none", nullable=False))
    op.add_column("actions", sa.Column("when_corrected", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("actions", sa.Column("days_before", sa.Integer(), nullable=True))
    op.add_column("actions", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("actions", sa.Column("leads_written", sa.String(length=400), server_default="", nullable=False))

    op.add_column("progress_notes", sa.Column("rag", sa.String(length=40), nullable=True))
    op.add_column("progress_notes", sa.Column("figure", sa.String(length=100), server_default="", nullable=False))
    op.add_column("progress_notes", sa.Column("heard", sa.String(length=40), server_default="own", nullable=False))

    op.create_index("ix_resources_by_kind", "resources", ["removed_at", "kind", "id"])
    op.create_index("ix_resources_by_place", "resources", ["removed_at", "area", "id"])
    op.create_index("ix_resources_by_terms", "resources", ["removed_at", "terms", "id"])
    op.create_index("ix_resources_kind", "resources", ["removed_at", "kind", "sort_name", "id"])
    op.create_index("ix_resources_places", "resources", ["removed_at", "area", "sort_name", "id"])
    op.create_index(
        "ix_resources_public",
        "resources",
        ["removed_at", "sort_name", "id"],
        unique=False,
        sqlite_where=sa.text("audience = 'public'"),
        postgresql_where=sa.text("audience = 'public'"),
    )
    op.create_index("ix_resources_stale", "resources", ["removed_at", "confirmed_on", "id"])
    op.create_index("ix_resources_terms", "resources", ["removed_at", "terms", "sort_name", "id"])

    op.create_index("ix_skills_stale", "skills", ["removed_at", "confirmed_on", "id"])
    # what earlier versions read of a time: a day, or words that name none
    op.execute("UPDATE actions SET when_meaning = 'day' WHERE due_on IS NOT NULL")
    op.execute("UPDATE actions SET when_meaning = 'unknown' WHERE due_on IS NULL AND when_text <> ''")
    mend_offers(op.get_bind())


def downgrade() -> None:
    """Nothing goes back: a backup does."""
    raise NotImplementedError("restore the backup made before the upgrade")

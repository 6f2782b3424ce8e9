"""Meetings in full."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "glossary_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=80), nullable=False),
        sa.Column("sort_term", sa.String(length=80), nullable=False),
        sa.Column("meaning", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_glossary_terms_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_terms")),
    )
    with op.batch_alter_table("glossary_terms", schema=None) as batch_op:
        batch_op.create_index("ix_glossary_terms_list", ["partnership_id", "sort_term", "id"], unique=False)

    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("from_person_id", sa.Integer(), nullable=True),
        sa.Column("to_person_id", sa.Integer(), nullable=True),
        sa.Column("from_organisation_id", sa.Integer(), nullable=True),
        sa.Column("to_organisation_id", sa.Integer(), nullable=True),
        sa.Column("from_name", sa.String(length=200), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_organisation_id"], ["organisations.id"], name=op.f("fk_hand_overs_from_organisation_id")
        ),
        sa.ForeignKeyConstraint(["from_person_id"], ["people.id"], name=op.f("fk_hand_overs_from_person_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_hand_overs_partnership_id")),
        sa.ForeignKeyConstraint(
            ["to_organisation_id"], ["organisations.id"], name=op.f("fk_hand_overs_to_organisation_id")
        ),
        sa.ForeignKeyConstraint(["to_person_id"], ["people.id"], name=op.f("fk_hand_overs_to_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hand_overs_from_person_id"), ["from_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hand_overs_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "induction_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_induction_steps_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_induction_steps")),
    )
    with op.batch_alter_table("induction_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_induction_steps_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "interest_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("nature", sa.String(length=400), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_interest_entries_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_interest_entries_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_interest_entries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest_entries")),
    )
    with op.batch_alter_table("interest_entries", schema=None) as batch_op:
        batch_op.create_index("ix_interest_entries_list", ["partnership_id", "from_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interest_entries_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interest_entries_person_id"), ["person_id"], unique=False)

    op.create_table(
        "wanted_readers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("told_up_to", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wanted_readers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wanted_readers")),
        sa.UniqueConstraint("person_id", name=op.f("uq_wanted_readers_person_id")),
    )
    op.create_table(
        "willing_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("areas", sa.String(length=300), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=False),
        sa.Column("kept_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_willing_people_organisation_id")
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_willing_people_partnership_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_willing_people_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_willing_people")),
    )
    with op.batch_alter_table("willing_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_willing_people_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_willing_people_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "attendance_difficulties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_attendance_difficulties_group_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_attendance_difficulties_partnership_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attendance_difficulties_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_difficulties")),
    )
    with op.batch_alter_table("attendance_difficulties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_difficulties_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendance_difficulties_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "group_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_last", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_reports_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_group_reports_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_group_reports_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_reports")),
    )
    with op.batch_alter_table("group_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_reports_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_reports_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "proposal_prompts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_proposal_prompts_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_prompts")),
    )
    with op.batch_alter_table("proposal_prompts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_prompts_group_id"), ["group_id"], unique=False)

    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(length=40), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("day_of_month", sa.Integer(), nullable=False),
        sa.Column("skips_august", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_series_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_series_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_series_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "training_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("wanted_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("when_text", sa.String(length=200), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["audit_id"], ["skills_audits.id"], name=op.f("fk_training_needs_audit_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_training_needs_organisation_id")
        ),
        sa.ForeignKeyConstraint(["term_id"], ["skill_terms.id"], name=op.f("fk_training_needs_term_id")),
        sa.ForeignKeyConstraint(["wanted_id"], ["wanted_notices.id"], name=op.f("fk_training_needs_wanted_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_needs")),
    )
    with op.batch_alter_table("training_needs", schema=None) as batch_op:
        batch_op.create_index("ix_training_needs_list", ["audit_id", "organisation_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_needs_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_needs_term_id"), ["term_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_training_needs_wanted_id"), ["wanted_id"], unique=False)

    op.create_table(
        "attendance_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_attendance_notes_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_notes")),
    )
    with op.batch_alter_table("attendance_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_notes_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "bulletins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(length=200), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_bulletins_group_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_bulletins_meeting_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_bulletins_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_bulletins_meeting_id")),
    )
    with op.batch_alter_table("bulletins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulletins_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bulletins_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "circulations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_circulations_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulations")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_circulations_meeting_id_number")),
    )
    op.create_table(
        "meeting_clocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("settled_for", sa.Date(), nullable=False),
        sa.Column("papers_due_on", sa.Date(), nullable=True),
        sa.Column("papers_by_id", sa.Integer(), nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bulletin_due_on", sa.Date(), nullable=True),
        sa.Column("bulletin_by_id", sa.Integer(), nullable=True),
        sa.Column("bulletin_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bulletin_by_id"], ["people.id"], name=op.f("fk_meeting_clocks_bulletin_by_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_clocks_meeting_id")),
        sa.ForeignKeyConstraint(["papers_by_id"], ["people.id"], name=op.f("fk_meeting_clocks_papers_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_clocks")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_meeting_clocks_meeting_id")),
    )
    with op.batch_alter_table("meeting_clocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_clocks_bulletin_due_on"), ["bulletin_due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_clocks_papers_due_on"), ["papers_due_on"], unique=False)

    op.create_table(
        "missed_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=200), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_missed_cases_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_missed_cases_partnership_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_missed_cases_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missed_cases")),
    )
    with op.batch_alter_table("missed_cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_missed_cases_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_missed_cases_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("venue", sa.String(length=300), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_polls_group_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_polls_meeting_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_polls_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polls")),
    )
    with op.batch_alter_table("polls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_polls_closes_on"), ["closes_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_polls_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_polls_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "report_backs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_report_backs_meeting_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_report_backs_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_backs")),
        sa.UniqueConstraint("meeting_id", "seat_id", name=op.f("uq_report_backs_meeting_id_seat_id")),
    )
    with op.batch_alter_table("report_backs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_backs_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "report_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["group_reports.id"], name=op.f("fk_report_comments_report_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_report_comments_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comments")),
    )
    with op.batch_alter_table("report_comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_comments_report_id"), ["report_id"], unique=False)

    op.create_table(
        "series_meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_series_meetings_meeting_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_meetings_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_meetings")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_series_meetings_meeting_id")),
    )
    with op.batch_alter_table("series_meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_series_meetings_series_id"), ["series_id"], unique=False)

    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_visits_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_visits_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_visits_meeting_id_person_id")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_person_id"), ["person_id"], unique=False)

    op.create_table(
        "amendments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=400), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_amendments_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_amendments_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_amendments_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendments")),
    )
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendments_item_id"), ["item_id"], unique=False)
        batch_op.create_index("ix_amendments_meeting", ["meeting_id", "id"], unique=False)

    op.create_table(
        "inductions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("buddy_id", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("begun_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["buddy_id"], ["people.id"], name=op.f("fk_inductions_buddy_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name=op.f("fk_inductions_holder_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_inductions_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inductions")),
        sa.UniqueConstraint("holder_id", name=op.f("uq_inductions_holder_id")),
    )
    with op.batch_alter_table("inductions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inductions_buddy_id"), ["buddy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inductions_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("person_name", sa.String(length=200), nullable=False),
        sa.Column("nature", sa.String(length=400), nullable=False),
        sa.Column("handling", sa.String(length=40), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"], name=op.f("fk_interests_guest_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_interests_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_interests_meeting_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_interests_partnership_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_interests_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interests_item_id"), ["item_id"], unique=False)
        batch_op.create_index("ix_interests_list", ["partnership_id", "declared_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interests_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interests_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "news_stories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("readers", sa.String(length=300), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_news_stories_group_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_news_stories_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_news_stories_meeting_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_news_stories_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_stories")),
    )
    with op.batch_alter_table("news_stories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_stories_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_stories_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_stories_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_stories_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("narrowed_to", sa.String(length=40), nullable=True),
        sa.Column("owed_by_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("file_kind", sa.String(length=40), nullable=True),
        sa.Column("file_weight", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_papers_group_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_papers_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_papers_meeting_id")),
        sa.ForeignKeyConstraint(["owed_by_id"], ["people.id"], name=op.f("fk_papers_owed_by_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_papers_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papers_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_item_id"), ["item_id"], unique=False)
        batch_op.create_index("ix_papers_meeting", ["meeting_id", "position", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_owed_by_id"), ["owed_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "poll_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name=op.f("fk_poll_days_poll_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_days")),
    )
    with op.batch_alter_table("poll_days", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_days_poll_id"), ["poll_id"], unique=False)

    op.create_table(
        "decision_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.String(length=200), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=400), nullable=False),
        sa.Column("silence_is_assent", sa.Boolean(), nullable=False),
        sa.Column("silence_notice", sa.Integer(), nullable=False),
        sa.Column("is_unattributed", sa.Boolean(), nullable=False),
        sa.Column("quorum_kind", sa.String(length=40), nullable=False),
        sa.Column("quorum_value", sa.Integer(), nullable=False),
        sa.Column("quorum_base", sa.String(length=40), nullable=False),
        sa.Column("quorum_counts_vacant", sa.Boolean(), nullable=False),
        sa.Column("quorum_present", sa.Integer(), nullable=False),
        sa.Column("quorum_needed", sa.Integer(), nullable=False),
        sa.Column("quorum_of", sa.Integer(), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_decision_proposals_decision_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_decision_proposals_group_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_decision_proposals_item_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_decision_proposals_partnership_id")
        ),
        sa.ForeignKeyConstraint(["proposer_id"], ["users.id"], name=op.f("fk_decision_proposals_proposer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_proposals")),
    )
    with op.batch_alter_table("decision_proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_proposals_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_decision_proposals_list", ["partnership_id", "closes_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_proposals_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_proposals_standing"), ["standing"], unique=False)

    op.create_table(
        "decision_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("found", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("later_id", sa.Integer(), nullable=True),
        sa.Column("was_due_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_decision_reviews_decision_id")),
        sa.ForeignKeyConstraint(["later_id"], ["decisions.id"], name=op.f("fk_decision_reviews_later_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_reviews")),
    )
    with op.batch_alter_table("decision_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_reviews_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_reviews_later_id"), ["later_id"], unique=False)

    op.create_table(
        "induction_ticks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("induction_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["induction_id"], ["inductions.id"], name=op.f("fk_induction_ticks_induction_id")),
        sa.ForeignKeyConstraint(["step_id"], ["induction_steps.id"], name=op.f("fk_induction_ticks_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_induction_ticks")),
        sa.UniqueConstraint("induction_id", "step_id", name=op.f("uq_induction_ticks_induction_id_step_id")),
    )
    op.create_table(
        "missed_case_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("sent_to", sa.String(length=400), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["missed_cases.id"], name=op.f("fk_missed_case_steps_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_missed_case_steps_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missed_case_steps")),
    )
    with op.batch_alter_table("missed_case_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_missed_case_steps_case_id"), ["case_id"], unique=False)

    op.create_table(
        "paper_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("file_kind", sa.String(length=40), nullable=True),
        sa.Column("file_weight", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_editions_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_editions")),
        sa.UniqueConstraint("paper_id", "number", name=op.f("uq_paper_editions_paper_id_number")),
    )
    op.create_table(
        "paper_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_readings_paper_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_paper_readings_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_readings")),
        sa.UniqueConstraint("paper_id", "seat_id", name=op.f("uq_paper_readings_paper_id_seat_id")),
    )
    with op.batch_alter_table("paper_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_readings_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "poll_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_day_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("suits", sa.String(length=40), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("by_telephone", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["poll_day_id"], ["poll_days.id"], name=op.f("fk_poll_answers_poll_day_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_poll_answers_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_answers")),
        sa.UniqueConstraint("poll_day_id", "seat_id", name=op.f("uq_poll_answers_poll_day_id_seat_id")),
    )
    with op.batch_alter_table("poll_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_poll_answers_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("minutes_long", sa.Integer(), nullable=True),
        sa.Column("led_by", sa.String(length=200), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("reviews_action_id", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("fate", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_proposals_group_id")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_proposals_item_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_proposals_partnership_id")),
        sa.ForeignKeyConstraint(["reviews_action_id"], ["actions.id"], name=op.f("fk_proposals_reviews_action_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_proposals_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index("ix_proposals_group", ["group_id", "fate", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposals_user_id"), ["user_id"], unique=False)

    op.create_table(
        "decision_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("organisation_name", sa.String(length=200), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_how", sa.String(length=40), nullable=True),
        sa.Column("told_by", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("through", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("is_silent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_decision_answers_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["decision_proposals.id"], name=op.f("fk_decision_answers_proposal_id")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_decision_answers_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_answers")),
        sa.UniqueConstraint("proposal_id", "seat_id", name=op.f("uq_decision_answers_proposal_id_seat_id")),
    )
    with op.batch_alter_table("decision_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_answers_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "proposal_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_answers_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_answers")),
    )
    with op.batch_alter_table("proposal_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_answers_proposal_id"), ["proposal_id"], unique=False)

    op.add_column("actions", sa.Column("minuted_text", sa.Text(), server_default="", nullable=False))
    op.add_column("actions", sa.Column("minuted_leads_text", sa.String(length=400), server_default="", nullable=False))
    op.add_column(
        "actions", sa.Column("minuted_leads_public", sa.String(length=400), server_default="", nullable=False)
    )
    op.add_column("actions", sa.Column("minuted_when_text", sa.String(length=200), server_default="", nullable=False))

    op.add_column("agenda_items", sa.Column("background", sa.Text(), server_default="", nullable=False))
    op.add_column("agenda_items", sa.Column("chosen_audience", sa.String(length=40), nullable=True))
    op.execute(
        "ALTER TABLE agenda_items ADD COLUMN reviews_action_id INTEGER "
        "CONSTRAINT fk_agenda_items_reviews_action_id REFERENCES actions (id)"
    )
    op.execute(
        "ALTER TABLE agenda_items ADD COLUMN from_item_id INTEGER "
        "CONSTRAINT fk_agenda_items_from_item_id REFERENCES agenda_items (id)"
    )
    op.add_column("agenda_items", sa.Column("is_carried", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(op.f("ix_agenda_items_from_item_id"), "agenda_items", ["from_item_id"])
    op.create_index(op.f("ix_agenda_items_reviews_action_id"), "agenda_items", ["reviews_action_id"])

    op.add_column("decisions", sa.Column("is_between", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("decisions", sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column("decisions", sa.Column("ended_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_decisions_review_on"), "decisions", ["review_on"])

    op.add_column("groups", sa.Column("proposals_close_days", sa.Integer(), server_default="0", nullable=False))
    op.add_column("groups", sa.Column("subject", sa.String(length=200), server_default="", nullable=False))
    op.add_column("groups", sa.Column("achieved", sa.Text(), server_default="", nullable=False))

    op.execute("ALTER TABLE guests ADD COLUMN person_id INTEGER CONSTRAINT fk_guests_person_id REFERENCES people (id)")
    op.add_column("guests", sa.Column("is_expected", sa.Boolean(), server_default=sa.false(), nullable=False))

    op.add_column("initiatives", sa.Column("reach", sa.String(length=40), server_default="local", nullable=False))
    op.add_column("initiatives", sa.Column("link", sa.String(length=300), server_default="", nullable=False))
    op.add_column("initiatives", sa.Column("starts_on", sa.Date(), nullable=True))
    op.add_column("initiatives", sa.Column("ends_on", sa.Date(), nullable=True))

    op.add_column("meetings", sa.Column("manner", sa.String(length=40), server_default="place", nullable=False))
    op.add_column("meetings", sa.Column("lunch", sa.String(length=200), server_default="", nullable=False))
    op.add_column("meetings", sa.Column("access_notes", sa.String(length=400), server_default="", nullable=False))
    op.add_column("meetings", sa.Column("online_link", sa.String(length=500), server_default="", nullable=False))
    op.create_index(op.f("ix_meetings_taker_id"), "meetings", ["taker_id"])

    op.add_column("photographs", sa.Column("small", sa.LargeBinary(), nullable=True))

    op.drop_column("resources", "picture_weight")

    op.add_column("rules", sa.Column("regular_percent", sa.Integer(), server_default="0", nullable=False))
    op.add_column("rules", sa.Column("papers_days", sa.Integer(), server_default="10", nullable=False))
    op.add_column("rules", sa.Column("bulletin_days", sa.Integer(), server_default="14", nullable=False))
    op.add_column("rules", sa.Column("interests_public", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("rules", sa.Column("silence_is_assent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("rules", sa.Column("silence_days", sa.Integer(), server_default="14", nullable=False))
    op.add_column("rules", sa.Column("silence_notice", sa.Integer(), server_default="7", nullable=False))

    op.add_column("seats", sa.Column("missed_from_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Nothing goes back: a backup does."""
    raise NotImplementedError("restore the backup made before the upgrade")

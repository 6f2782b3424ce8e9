"""Questionnaires and the health check."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "questionnaires",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_template", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_questionnaires_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaires")),
    )
    with op.batch_alter_table("questionnaires", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaires_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_questions_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("partnership_id", "key", name=op.f("uq_questions_partnership_id_key")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "question_sections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaires.id"], name=op.f("fk_question_sections_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sections")),
    )
    with op.batch_alter_table("question_sections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_sections_questionnaire_id"), ["questionnaire_id"], unique=False)

    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("asks", sa.String(length=40), nullable=False),
        sa.Column("privacy", sa.String(length=40), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("keeps_sector", sa.Boolean(), nullable=False),
        sa.Column("strength_from", sa.Double(), nullable=False),
        sa.Column("discuss_from", sa.Double(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("staff_replies", sa.Integer(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("room", sa.Integer(), nullable=False),
        sa.Column("compares", sa.Boolean(), nullable=False),
        sa.Column("sample_note", sa.Text(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_surveys_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_surveys_partnership_id")),
        sa.ForeignKeyConstraint(["previous_id"], ["surveys.id"], name=op.f("fk_surveys_previous_id")),
        sa.ForeignKeyConstraint(["questionnaire_id"], ["questionnaires.id"], name=op.f("fk_surveys_questionnaire_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
        sa.UniqueConstraint("questionnaire_id", name=op.f("uq_surveys_questionnaire_id")),
    )
    with op.batch_alter_table("surveys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_surveys_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_link"), ["link"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_stage"), ["stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_surveys_year"), ["year"], unique=False)

    op.create_table(
        "wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=160), nullable=False),
        sa.Column("hint", sa.String(length=300), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("asks_help", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_wordings_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_wordings_question_id_number")),
    )
    op.create_table(
        "answer_drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_answer_drafts_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_drafts")),
        sa.UniqueConstraint("writer", name=op.f("uq_answer_drafts_writer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_drafts_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "answer_envelopes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_answer_envelopes_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_envelopes")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer_envelopes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_envelopes_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "check_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_check_evidence_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_evidence")),
        sa.UniqueConstraint("survey_id", "topic", name=op.f("uq_check_evidence_survey_id_topic")),
    )
    op.create_table(
        "placed_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["question_sections.id"], name=op.f("fk_placed_questions_section_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_placed_questions_wording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placed_questions")),
        sa.UniqueConstraint("section_id", "wording_id", name=op.f("uq_placed_questions_section_id_wording_id")),
    )
    with op.batch_alter_table("placed_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placed_questions_section_id"), ["section_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placed_questions_wording_id"), ["wording_id"], unique=False)

    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hidden_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_remarks_survey_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_remarks_wording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remarks_survey_id"), ["survey_id"], unique=False)

    op.create_table(
        "respondents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("has_answered", sa.Boolean(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_respondents_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_respondents_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_respondents_seat_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_respondents_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondents")),
        sa.UniqueConstraint("survey_id", "person_id", name=op.f("uq_respondents_survey_id_person_id")),
        sa.UniqueConstraint("survey_id", "seat_id", name=op.f("uq_respondents_survey_id_seat_id")),
    )
    with op.batch_alter_table("respondents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_respondents_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_respondents_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_respondents_seat_id"), ["seat_id"], unique=False)

    op.create_table(
        "tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_tallies_survey_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_tallies_wording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
        sa.UniqueConstraint(
            "survey_id",
            "wording_id",
            "series",
            "sector",
            "choice",
            name=op.f("uq_tallies_survey_id_wording_id_series_sector_choice"),
        ),
    )
    with op.batch_alter_table("tallies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tallies_wording_id"), ["wording_id"], unique=False)

    op.create_table(
        "check_workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_check_workshops_item_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_check_workshops_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_workshops")),
        sa.UniqueConstraint("survey_id", "item_id", name=op.f("uq_check_workshops_survey_id_item_id")),
    )
    with op.batch_alter_table("check_workshops", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_workshops_item_id"), ["item_id"], unique=False)

    op.create_table(
        "named_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("choices", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondents.id"], name=op.f("fk_named_answers_respondent_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_named_answers_survey_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_named_answers_wording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_answers")),
        sa.UniqueConstraint(
            "survey_id", "respondent_id", "wording_id", name=op.f("uq_named_answers_survey_id_respondent_id_wording_id")
        ),
    )
    with op.batch_alter_table("named_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_answers_respondent_id"), ["respondent_id"], unique=False)

    op.create_table(
        "check_follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("wording_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_check_follow_ups_action_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_check_follow_ups_decision_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_check_follow_ups_survey_id")),
        sa.ForeignKeyConstraint(["wording_id"], ["wordings.id"], name=op.f("fk_check_follow_ups_wording_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_follow_ups")),
        sa.UniqueConstraint("survey_id", "wording_id", name=op.f("uq_check_follow_ups_survey_id_wording_id")),
    )
    with op.batch_alter_table("check_follow_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_follow_ups_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_follow_ups_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_follow_ups_wording_id"), ["wording_id"], unique=False)

    op.create_table(
        "check_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_check_summaries_decision_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name=op.f("fk_check_summaries_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_summaries")),
        sa.UniqueConstraint("survey_id", name=op.f("uq_check_summaries_survey_id")),
    )
    with op.batch_alter_table("check_summaries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_summaries_decision_id"), ["decision_id"], unique=False)


def downgrade() -> None:
    """Nothing goes back: a backup does."""
    raise NotImplementedError("restore the backup made before the upgrade")

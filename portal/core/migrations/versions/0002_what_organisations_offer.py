"""What organisations offer."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "column_matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("header", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_matches")),
        sa.UniqueConstraint("kind", "header", name=op.f("uq_column_matches_kind_header")),
    )
    op.create_table(
        "search_vocabulary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "word", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_vocabulary")),
        sa.UniqueConstraint("word", name=op.f("uq_search_vocabulary_word")),
    )
    op.create_table(
        "skill_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("is_curated", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into_id"], ["skill_terms.id"], name=op.f("fk_skill_terms_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_terms")),
        sa.UniqueConstraint("key", name=op.f("uq_skill_terms_key")),
    )
    with op.batch_alter_table("skill_terms", schema=None) as batch_op:
        batch_op.create_index("ix_skill_terms_list", ["category", "name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_skill_terms_merged_into_id"), ["merged_into_id"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("suggested_by", sa.String(length=200), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_corrections_organisation_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_corrections_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index("ix_corrections_open", ["organisation_id", "answer", "id"], unique=False)

    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("read_as", sa.String(length=200), nullable=False),
        sa.Column("sheet", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("file_wins", sa.Boolean(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_imports_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_imports_at"), ["at"], unique=False)
        batch_op.create_index("ix_imports_list", ["user_id", "at", "id"], unique=False)

    op.create_table(
        "empty_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_empty_searches_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_empty_searches")),
        sa.UniqueConstraint("words", "day", "partnership_id", name=op.f("uq_empty_searches_words_day_partnership_id")),
    )
    with op.batch_alter_table("empty_searches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_empty_searches_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_empty_searches_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "import_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_files_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
        sa.UniqueConstraint("import_id", name=op.f("uq_import_files_import_id")),
    )
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("object_version", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["imports.id"], name=op.f("fk_import_rows_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index("ix_import_rows_list", ["import_id", "id"], unique=False)

    op.create_table(
        "joint_buys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("sort_item", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_joint_buys_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_joint_buys_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_buys")),
    )
    with op.batch_alter_table("joint_buys", schema=None) as batch_op:
        batch_op.create_index("ix_joint_buys_list", ["removed_at", "sort_item", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_buys_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_buys_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "keepers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_keepers_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_keepers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keepers")),
    )
    with op.batch_alter_table("keepers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_keepers_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_keepers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "outside_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("brings_back", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_outside_links_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_outside_links_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_links")),
    )
    with op.batch_alter_table("outside_links", schema=None) as batch_op:
        batch_op.create_index("ix_outside_links_list", ["organisation_id", "removed_at", "name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outside_links_person_id"), ["person_id"], unique=False)

    op.create_table(
        "resources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("terms", sa.String(length=40), nullable=False),
        sa.Column("charge", sa.String(length=200), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("access_notes", sa.Text(), nullable=False),
        sa.Column("opening", sa.String(length=300), nullable=False),
        sa.Column("is_bookable", sa.Boolean(), nullable=False),
        sa.Column("most_hours", sa.Integer(), nullable=True),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("picture_words", sa.String(length=200), nullable=False),
        sa.Column("picture_width", sa.Integer(), nullable=False),
        sa.Column("picture_height", sa.Integer(), nullable=False),
        sa.Column("picture_weight", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_resources_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_resources_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
    )
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resources_area"), ["area"], unique=False)
        batch_op.create_index("ix_resources_kept", ["organisation_id", "removed_at", "sort_name", "id"], unique=False)
        batch_op.create_index("ix_resources_list", ["removed_at", "sort_name", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resources_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resources_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "sharing_protocols",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("default_terms", sa.String(length=40), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_sharing_protocols_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_protocols")),
    )
    with op.batch_alter_table("sharing_protocols", schema=None) as batch_op:
        batch_op.create_index("ix_sharing_protocols_list", ["partnership_id", "agreed_on", "id"], unique=False)

    op.create_table(
        "skills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("listed_agreed_on", sa.Date(), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("said_term_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("forms", sa.String(length=120), nullable=False),
        sa.Column("terms", sa.String(length=40), nullable=False),
        sa.Column("rate", sa.String(length=200), nullable=False),
        sa.Column("conditions", sa.String(length=400), nullable=False),
        sa.Column("competition", sa.String(length=400), nullable=False),
        sa.Column("capacity", sa.String(length=40), nullable=False),
        sa.Column("free_from", sa.Date(), nullable=True),
        sa.Column("capacity_note", sa.String(length=200), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_skills_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_skills_partnership_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_skills_person_id")),
        sa.ForeignKeyConstraint(["said_term_id"], ["skill_terms.id"], name=op.f("fk_skills_said_term_id")),
        sa.ForeignKeyConstraint(["term_id"], ["skill_terms.id"], name=op.f("fk_skills_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
    )
    with op.batch_alter_table("skills", schema=None) as batch_op:
        batch_op.create_index("ix_skills_list", ["removed_at", "sort_title", "id"], unique=False)
        batch_op.create_index(
            "ix_skills_organisation", ["organisation_id", "removed_at", "sort_title", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_skills_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_skills_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_skills_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_skills_said_term_id"), ["said_term_id"], unique=False)
        batch_op.create_index("ix_skills_term", ["term_id", "removed_at", "organisation_id"], unique=False)

    op.create_table(
        "skills_audits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("started_by", sa.String(length=200), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_skills_audits_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills_audits")),
    )
    with op.batch_alter_table("skills_audits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skills_audits_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "update_headings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_update_headings_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update_headings")),
        sa.UniqueConstraint("partnership_id", "name", name=op.f("uq_update_headings_partnership_id_name")),
    )
    op.create_table(
        "update_reviewers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_update_reviewers_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_update_reviewers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update_reviewers")),
    )
    with op.batch_alter_table("update_reviewers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_update_reviewers_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_update_reviewers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "volunteer_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_volunteer_places_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_volunteer_places_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_places")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_volunteer_places_organisation_id")),
    )
    with op.batch_alter_table("volunteer_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_volunteer_places_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_volunteer_places_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "wanted_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("when_text", sa.String(length=200), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_wanted_notices_organisation_id")
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_wanted_notices_partnership_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wanted_notices_person_id")),
        sa.ForeignKeyConstraint(["term_id"], ["skill_terms.id"], name=op.f("fk_wanted_notices_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wanted_notices")),
    )
    with op.batch_alter_table("wanted_notices", schema=None) as batch_op:
        batch_op.create_index("ix_wanted_notices_list", ["closed_on", "posted_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wanted_notices_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wanted_notices_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wanted_notices_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_wanted_notices_term_id"), ["term_id"], unique=False)

    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_bookings_ends_after_start")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_bookings_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bookings_person_id")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_bookings_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.create_index("ix_bookings_asked", ["organisation_id", "state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_bookings_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_bookings_times", ["resource_id", "state", "starts_at", "ends_at"], unique=False)

    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("cost", sa.String(length=120), nullable=False),
        sa.Column("approved_by", sa.String(length=120), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_courses_group_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_courses_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_courses_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_courses_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
    )
    with op.batch_alter_table("courses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_courses_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_courses_list", ["partnership_id", "sort_title", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_courses_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_courses_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "funding_opportunities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("funder", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.String(length=120), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("closes_sort", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_funding_opportunities_group_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_funding_opportunities_partnership_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_funding_opportunities_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_opportunities")),
    )
    with op.batch_alter_table("funding_opportunities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_opportunities_closes_sort"), ["closes_sort"], unique=False)
        batch_op.create_index(batch_op.f("ix_funding_opportunities_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_funding_opportunities_list", ["partnership_id", "sort_title", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_funding_opportunities_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=300), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("for_think_tank", sa.Boolean(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_gaps_group_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_gaps_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_gaps_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gaps")),
    )
    with op.batch_alter_table("gaps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gaps_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_gaps_list", ["partnership_id", "raised_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_gaps_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "good_practices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("tags", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_good_practices_group_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_good_practices_organisation_id")
        ),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_good_practices_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_good_practices_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_practices")),
    )
    with op.batch_alter_table("good_practices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_good_practices_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_good_practices_list", ["partnership_id", "sort_title", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_good_practices_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_good_practices_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "help_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=True),
        sa.Column("wanted_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("helper_person_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("when_text", sa.String(length=200), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("waits_for", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["helper_id"], ["organisations.id"], name=op.f("fk_help_requests_helper_id")),
        sa.ForeignKeyConstraint(["helper_person_id"], ["people.id"], name=op.f("fk_help_requests_helper_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_help_requests_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_help_requests_person_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_help_requests_skill_id")),
        sa.ForeignKeyConstraint(["waits_for"], ["organisations.id"], name=op.f("fk_help_requests_waits_for")),
        sa.ForeignKeyConstraint(["wanted_id"], ["wanted_notices.id"], name=op.f("fk_help_requests_wanted_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_requests")),
    )
    with op.batch_alter_table("help_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_requests_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_requests_helper_person_id"), ["helper_person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_requests_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_requests_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_requests_skill_id"), ["skill_id"], unique=False)
        batch_op.create_index("ix_help_requests_waiting", ["waits_for", "moved_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_requests_wanted_id"), ["wanted_id"], unique=False)

    op.create_table(
        "initiatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("run_by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_initiatives_group_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_initiatives_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_initiatives_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_initiatives_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
    )
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiatives_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_initiatives_list", ["partnership_id", "added_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiatives_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiatives_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "joint_buyers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("joint_buy_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("buys_now", sa.Boolean(), nullable=False),
        sa.Column("pays", sa.String(length=200), nullable=False),
        sa.Column("renewal_month", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["joint_buy_id"], ["joint_buys.id"], name=op.f("fk_joint_buyers_joint_buy_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_joint_buyers_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_buyers")),
        sa.UniqueConstraint(
            "joint_buy_id", "organisation_id", name=op.f("uq_joint_buyers_joint_buy_id_organisation_id")
        ),
    )
    with op.batch_alter_table("joint_buyers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_buyers_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "photographs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("content_type", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_photographs_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photographs")),
        sa.UniqueConstraint("resource_id", "fingerprint", name=op.f("uq_photographs_resource_id_fingerprint")),
    )
    op.create_table(
        "quality_standards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("sort_title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_quality_standards_group_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_quality_standards_partnership_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_quality_standards_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_standards")),
    )
    with op.batch_alter_table("quality_standards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quality_standards_group_id"), ["group_id"], unique=False)
        batch_op.create_index("ix_quality_standards_list", ["partnership_id", "sort_title", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quality_standards_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "skills_audit_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["skills_audits.id"], name=op.f("fk_skills_audit_answers_audit_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_skills_audit_answers_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills_audit_answers")),
        sa.UniqueConstraint(
            "audit_id", "organisation_id", name=op.f("uq_skills_audit_answers_audit_id_organisation_id")
        ),
    )
    with op.batch_alter_table("skills_audit_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_skills_audit_answers_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "updates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("heading_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("audience_why", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_updates_group_id")),
        sa.ForeignKeyConstraint(["heading_id"], ["update_headings.id"], name=op.f("fk_updates_heading_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_updates_organisation_id")),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnerships.id"], name=op.f("fk_updates_partnership_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_updates_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_updates_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_updates_heading_id"), ["heading_id"], unique=False)
        batch_op.create_index("ix_updates_list", ["partnership_id", "written_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_updates_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_updates_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "booking_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_booking_messages_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_messages")),
    )
    with op.batch_alter_table("booking_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_messages_booking_id"), ["booking_id"], unique=False)

    op.create_table(
        "course_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_sessions_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_sessions")),
    )
    with op.batch_alter_table("course_sessions", schema=None) as batch_op:
        batch_op.create_index("ix_course_sessions_day", ["course_id", "day", "id"], unique=False)

    op.create_table(
        "funding_applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("funding_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("asked_for", sa.String(length=120), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funding_id"], ["funding_opportunities.id"], name=op.f("fk_funding_applications_funding_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_funding_applications_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_applications")),
    )
    with op.batch_alter_table("funding_applications", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_applications_funding_id"), ["funding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_funding_applications_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "help_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_help_messages_organisation_id")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["help_requests.id"], name=op.f("fk_help_messages_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_messages")),
    )
    with op.batch_alter_table("help_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_messages_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_messages_request_id"), ["request_id"], unique=False)

    op.create_table(
        "initiative_profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("gap_id", sa.Integer(), nullable=False),
        sa.Column("fit", sa.String(length=40), nullable=False),
        sa.Column("does", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gaps.id"], name=op.f("fk_initiative_profiles_gap_id")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_initiative_profiles_initiative_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_profiles")),
        sa.UniqueConstraint("initiative_id", "gap_id", name=op.f("uq_initiative_profiles_initiative_id_gap_id")),
    )
    with op.batch_alter_table("initiative_profiles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_profiles_gap_id"), ["gap_id"], unique=False)

    op.create_table(
        "standard_holders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("standard_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_standard_holders_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["quality_standards.id"], name=op.f("fk_standard_holders_standard_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_holders")),
    )
    with op.batch_alter_table("standard_holders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_standard_holders_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_standard_holders_standard_id"), ["standard_id"], unique=False)

    op.create_table(
        "course_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("needs", sa.String(length=300), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_course_places_organisation_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["course_sessions.id"], name=op.f("fk_course_places_session_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_course_places_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_places")),
    )
    with op.batch_alter_table("course_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_places_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_course_places_session", ["session_id", "cancelled_at"], unique=False)

    op.create_table(
        "course_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_feedback_course_id")),
        sa.ForeignKeyConstraint(["place_id"], ["course_places.id"], name=op.f("fk_course_feedback_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_feedback")),
        sa.UniqueConstraint("place_id", name=op.f("uq_course_feedback_place_id")),
    )
    with op.batch_alter_table("course_feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_feedback_course_id"), ["course_id"], unique=False)

    op.add_column("organisations", sa.Column("services", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("opening_times", sa.String(length=400), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("languages", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("access", sa.Text(), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("area_served", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("charity_number", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("company_number", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("organisations", sa.Column("social", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "ALTER TABLE organisations ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_organisations_merged_into_id REFERENCES organisations (id)"
    )
    op.create_index(op.f("ix_organisations_confirmed_on"), "organisations", ["confirmed_on"])
    op.create_index(op.f("ix_organisations_merged_into_id"), "organisations", ["merged_into_id"])

    op.add_column("search_entries", sa.Column("organisation_id", sa.Integer(), nullable=True))
    op.add_column("search_entries", sa.Column("area", sa.String(length=120), nullable=False, server_default=""))
    op.add_column("search_entries", sa.Column("terms", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("search_entries", sa.Column("sector", sa.String(length=20), nullable=False, server_default=""))
    op.create_index(op.f("ix_search_entries_organisation_id"), "search_entries", ["organisation_id"])

    _search()


def _search() -> None:
    """Let what can be found be narrowed, and keep the words of the index for endings and for slips."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        op.alter_column("search_entries", "scope", type_=sa.Text())
    op.execute("UPDATE search_entries SET scope = scope || ' p' || partnership_id WHERE partnership_id IS NOT NULL")
    theirs = sa.text(
        "UPDATE search_entries SET organisation_id = :number, area = :area, sector = :sector, scope = scope || :words "
        "WHERE kind = 'organisation' AND object_id = :number"
    )
    for number, area, sector in connection.execute(sa.text("SELECT id, area, sector FROM organisations")).all():
        plain = unicodedata.normalize("NFD", area.lower())
        found = {"o": str(number), "a": "".join(sign for sign in plain if sign.isalnum()), "s": sector}
        words = "".join(f" {letter}{word}" for letter, word in found.items() if word)
        connection.execute(theirs, {"number": number, "area": area, "sector": sector, "words": words})
    if is_sqlite:
        op.execute("CREATE VIRTUAL TABLE temp.all_words USING fts5vocab(main, search_words, col)")
        op.execute(
            "INSERT INTO search_vocabulary(word) SELECT DISTINCT term FROM temp.all_words "
            "WHERE col IN ('title', 'body') AND length(term) BETWEEN 3 AND 60 AND term GLOB '*[^0-9]*'"
        )
        op.execute("DROP TABLE temp.all_words")
    else:
        op.execute(
            "INSERT INTO search_vocabulary(word) SELECT word FROM ts_stat('SELECT words FROM search_entries') "
            "WHERE length(word) BETWEEN 3 AND 60 AND word !~ '^[0-9]*$'"
        )


def downgrade() -> None:
    """Nothing goes back: a backup does."""
    raise NotImplementedError("restore the backup made before the upgrade")

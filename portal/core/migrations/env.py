"""What Alembic runs: the migrations on the portal's own connection, in one transaction."""

from alembic import context

from portal.core.database import Base
from portal.core.migrate import is_kept, rendered

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_object=is_kept,
    render_item=rendered,
)
with context.begin_transaction():
    context.run_migrations()

"""Alembic's entry: runs on the connection that `storage.schema` hands it, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

from storage import (  # noqa: F401 - the metadata knows what was imported
    agent_tables,
    draft_tables,
    outlet_tables,
    schema_tables,
    studio_tables,
    tables,
    team_tables,
)
from storage.columns import PREFIX
from storage.schema import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    include_name=lambda name, kind, _parents: kind != "table" or str(name).startswith(PREFIX),
)
context.run_migrations()

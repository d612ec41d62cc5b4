"""What is seen from outside, and what goes outside: traces, publications, sounds, takes."""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Each part adds what it keeps in a function of its own."""

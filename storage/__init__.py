"""Everything durable: the database, the ledger, jobs, the job engine and stored files."""

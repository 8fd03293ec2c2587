"""Everything around the SQL: landing, the refresh, publication, the commands."""

"""What is checked before anything is published, and how each check ended."""

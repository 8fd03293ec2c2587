"""The same models on Apache Spark, which holds the dialects to their macros."""

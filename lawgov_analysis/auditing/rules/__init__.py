"""The rules of the audit."""

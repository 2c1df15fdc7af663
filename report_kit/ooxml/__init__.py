"""Word files: packages of parts, XML as text, what a document says, and the standard template."""

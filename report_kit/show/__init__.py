"""What was found, shown: as text, JSON, SARIF, GitHub commands, Markdown, CSV, in Chinese or English."""

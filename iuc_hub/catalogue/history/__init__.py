"""What a support has said, revision by revision."""

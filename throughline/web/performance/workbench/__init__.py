"""What a target can show before it is agreed, and groups beside a reference."""

"""What each organisation did about a decision."""

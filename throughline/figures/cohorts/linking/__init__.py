"""The same person across extracts: keys, a saved model, guards, decisions of people, and clusters."""

"""The room of one meeting: who is there, what is in hand, motions and votes."""

"""The exception report: lines chosen by rule, written by people, answered by the board."""

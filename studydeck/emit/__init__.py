"""Outputs: each module turns a Deck or a Form into one format; none knows another."""

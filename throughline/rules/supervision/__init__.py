"""Timeliness of supervision: MAPPA, ViSOR, serious further offences and enforcement, by reference only."""

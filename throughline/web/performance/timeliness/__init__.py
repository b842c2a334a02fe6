"""Public protection in time: MAPPA, ViSOR, serious further offences and enforcement, by reference only."""

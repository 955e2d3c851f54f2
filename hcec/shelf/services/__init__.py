"""The shelf: keeping documents, giving their versions, finding them. Evaluations: noting, following, telling."""

"""The durable job engine: queues, slots of living processes, and running one job to its end."""

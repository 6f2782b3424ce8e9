"""Changes of the health check: started, followed up, brought to a meeting, completed, published."""

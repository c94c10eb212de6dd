"""Human review in the browser: the queue, one decision at a time, facts that were missed, gold."""

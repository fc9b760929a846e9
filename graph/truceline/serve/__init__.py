"""The graph for others: SPARQL endpoint, JSON API, query page, review desk, and tools for language-model agents."""

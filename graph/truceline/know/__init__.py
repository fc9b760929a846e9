"""What truceline knows before it reads: rows of `data/` and `ontology/` as typed, indexed values.

A room of its own between `shelf` and `read`, because finders and linkers both ask it and may not import each other.
One module a kind of knowledge; each is loaded once, when first asked.
"""

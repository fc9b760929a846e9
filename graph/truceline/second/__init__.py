"""A second reader: a language model, in any language, whose every word must stand in the text; apart from the rules."""

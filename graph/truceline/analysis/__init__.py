"""The parsed article and what every finder asks of it: the tree, which time dates a word, whose words it is."""

"""Who and where: names, nominals and pronouns of actors; names of places."""

"""Who is who: mention → identity inside an article, against what is known, and across articles."""

"""Who or what briefs speak of: the dossier beside the page and as a page, and a theme in all briefs side by side."""

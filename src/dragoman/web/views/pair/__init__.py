"""The page of a pair: its dossier, with ways to every document, meeting and state that it rests on."""

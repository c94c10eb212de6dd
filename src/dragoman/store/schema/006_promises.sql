-- What one state promises is followed by the year in which it does (dragoman.store.adding.part_of_promise).
UPDATE facts SET part = part || '@' || coalesce(day[:4], '') WHERE kind = 'commitments' AND part <> '' AND NOT contains(part, '-');
DELETE FROM links WHERE NOT contains(part, '-');
INSERT INTO dirty SELECT DISTINCT kind, part FROM facts WHERE kind = 'commitments' AND contains(part, '@') ON CONFLICT DO NOTHING;

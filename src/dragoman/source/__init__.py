"""Documents in: files, folders, streams and pages become Documents; what cannot be read becomes a Refusal."""

"""The record: findings composed into one document's JSON, with ids and evidence."""

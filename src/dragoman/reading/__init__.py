"""Reading: parse, mentions, dates, who says it, frames; findings with their quotes."""

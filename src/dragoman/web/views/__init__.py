"""What each page holds: one module a page, a plain function from what is asked to what is shown."""

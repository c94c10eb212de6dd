"""The record in the browser: pages with their twins, review, adding documents."""

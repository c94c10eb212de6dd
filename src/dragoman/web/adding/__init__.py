"""Documents added from a page: read and kept by a process of its own, while the server answers on."""

"""Files: a release in, bytes out. Nothing here can see a model, a clock or a request."""

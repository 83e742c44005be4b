"""The HTTP side: the application, its middleware, static files and pages."""

"""Answers of geometry: angles, triangles, the plane, shapes and solids."""

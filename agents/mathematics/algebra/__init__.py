"""Answers about equations, inequalities, functions, matrices and calculus."""

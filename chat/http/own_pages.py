"""The addresses of pages of the application to which answers link."""

CHOOSE_A_MODEL = "/choose-a-model"

"""The field's words: the types of a statement and the closed vocabularies that fill them."""

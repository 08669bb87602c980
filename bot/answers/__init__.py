"""How each kind of question is answered from the facts: one module a family."""

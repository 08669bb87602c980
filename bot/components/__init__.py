"""How Rasa hears: graph components, and the parts that they are made of."""

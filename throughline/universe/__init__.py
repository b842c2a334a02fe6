"""The one universe of example data: the demonstration, and the world the tests live in.

Everything in it is done by the same actions as on the pages. Every fictional person has a plant
for a surname, and every page and paper made from it says that it is fictional.
"""

"""Public test vectors of the card's code, in the shape of the test data of the EU's digital certificates: for every other implementation.

``python -m kotinos.custody.card.vectors`` writes them anew; they come from fixed seeds and keys, so that nothing changes by itself.
"""

"""The operator's desk: people sign in, see their units, type marks, correct and decide. All they do goes through the engine.

``accounts`` and ``sessions`` say who somebody is, ``rights`` what they may do, ``sheet`` what a desk shows, ``history`` what happened;
``api`` is the door.
"""

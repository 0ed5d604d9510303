"""The demonstration Games: invented athletes, played through the real interfaces; nothing but a seed and an instant goes in."""

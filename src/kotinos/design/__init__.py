"""What every page of the house shares: tokens, fonts, the frame, the icon, and how a page finds its language and its files."""

"""What every page of the house shares: tokens, fonts, the icon. Files only."""

"""How much: what the fund gave, and every public page, since every page shows money."""

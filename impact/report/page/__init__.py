"""Parts of the HTML page: the article as its text, the cards, the style sheet and the one small script."""

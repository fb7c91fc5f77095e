"""Posters: a template (data) and a document (words, colours) laid out, painted, checked.

``template`` what a template is · ``content`` the words in its slots · ``measure`` and ``grids``
elements and their sizes · ``solve`` where everything goes · ``marks`` the result: a flat list of
things to draw · ``contrast`` inks that can be read · ``painting`` pixels · ``pdf`` pages ·
``preflight`` what a person should know · ``compose`` all of it in order.
"""

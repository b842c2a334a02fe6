"""Charts as values: a Vega-Lite specification in two widths, in words, and with the table that says the same.

Making a chart draws nothing. `drawn` alone knows the library that turns a specification into SVG.
"""

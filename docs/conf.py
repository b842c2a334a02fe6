"""How the documentation is built."""

project = "Throughline"
author = "the Throughline project"
copyright = "the Throughline project"
language = "en_GB"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Throughline"
html_theme_options = {"footer_icons": []}

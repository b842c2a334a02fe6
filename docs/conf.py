"""How the documentation is built."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the library is documented from its own words

project = "Throughline"
author = "the Throughline project"
copyright = "the Throughline project"
language = "en_GB"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
autodoc_typehints = "description"
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Throughline"
html_theme_options = {"footer_icons": []}

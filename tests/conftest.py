"""Every test speaks English, whatever the locale of whoever runs it; one that wants Chinese asks for it."""

import os

os.environ["SHOPSCORE_LANG"] = "en"

"""What the site reads from the environment."""

import re
from pathlib import Path

from django.conf import settings

SETTINGS = Path(settings.BASE_DIR) / "funding" / "config" / "settings.py"


def variables_read() -> set[str]:
    source = SETTINGS.read_text()
    return set(re.findall(r"""env\.(?:text|words|flag|number|choice)\("([A-Z_]+)\"""", source))

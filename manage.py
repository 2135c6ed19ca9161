#!/usr/bin/env python
"""Django's command line for this project; `make help` lists the commands that most people need."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the arguments name.

    A mistake in the configuration, or Ctrl-C, is one line and not a traceback.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "funding.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Configuration: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()

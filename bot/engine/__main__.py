"""`python -m bot.engine COMMAND …`: Rasa's command line, as `rasa COMMAND …`."""

import sys

from bot.engine.launcher import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

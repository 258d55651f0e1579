"""`python -m studydeck` is `studydeck`."""

from studydeck.cli import main

if __name__ == "__main__":
    main()

"""The command line: it parses, wires, prints and exits."""

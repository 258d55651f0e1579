"""Reading and judging of text: values, dates, names, quotes; no I/O, no project."""

"""Tables that people open in a spreadsheet and bring back: how a cell is read and written, how a table is known."""

"""The doors: one room an audience. Loads and authorises, checks the form, calls one service, answers."""

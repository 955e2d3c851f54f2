"""ATTACKS 19: one card from two processes (fifty at once over HTTP: tests/web/public/test_joining.py)."""

import json
import os
import subprocess
import sys
from time import time

REDEEM = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hcec.accounts.services import cards
from hcec.config import Settings
from hcec.platform import start
code, moment = json.loads(sys.argv[1])
platform = start(Settings.from_env())
def redeem(_):
    platform.activate()
    try:
        with platform.database.transaction() as session:
            cards.enter_card(session, code=code, today=date(2026, 11, 23))
        return 1
    except cards.CardRefused:
        return 0
time.sleep(max(0, moment - time.time()))
with ThreadPoolExecutor(10) as pool:
    print(sum(pool.map(redeem, range(10))))
"""


def test_two_processes_redeem_a_card_once(platform, card):
    settings = platform.settings
    env = os.environ | {"HCEC_HOME": str(settings.home), "HCEC_DATABASE_URL": settings.database_url}
    asked = json.dumps([card.code, time() + 4])
    running = [
        subprocess.Popen([sys.executable, "-c", REDEEM, asked], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 1

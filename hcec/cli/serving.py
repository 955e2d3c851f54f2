"""`hcec serve` and `hcec worker`."""

from dataclasses import replace

import click

from hcec.config import Settings
from hcec.platform import WrongSchema, start

PROCESSES = 2
THREADS = 64  # waiting for requests; the application lets few of them work at once
REQUEST_SECONDS = 30


@click.command()
@click.option("--host", default=None, help="Adresse d'écoute (127.0.0.1)")
@click.option("--port", default=None, type=click.IntRange(1, 65535), help="Port d'écoute (8000)")
def serve(host: str | None, port: int | None) -> None:
    """Servir le site. Ne charge jamais la démonstration."""
    from gunicorn.app.base import BaseApplication

    from hcec import create_app
    from hcec.web.server import DiscreetLogger, PatientWorker
    from hcec.worker import listen

    settings = Settings.from_env()
    settings = replace(settings, bind_host=host or settings.bind_host, bind_port=port or settings.bind_port)
    try:
        start(settings).database.dispose()
    except WrongSchema as refusal:
        raise SystemExit(f"hcec : {refusal}") from refusal

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{settings.bind_host}:{settings.bind_port}",
                "worker_class": PatientWorker,
                "logger_class": DiscreetLogger,
                "workers": PROCESSES,
                "threads": THREADS,
                "timeout": REQUEST_SECONDS,
                "graceful_timeout": REQUEST_SECONDS,
                "limit_request_line": 2048,
                "accesslog": None,  # a line an address and a minute would date what a child did
                "errorlog": "-",
                "loglevel": "warning",
                "control_socket_disable": True,  # a second door, in the home of whoever serves
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            platform = start(settings)
            listen(platform)
            return create_app(platform)

    Server().run()


@click.command()
def worker() -> None:
    """Lancer les tâches de fond."""
    from hcec.web.incidents import write_discreetly
    from hcec.worker import run

    write_discreetly()
    try:
        run(Settings.from_env())
    except WrongSchema as refusal:
        raise SystemExit(f"hcec : {refusal}") from refusal

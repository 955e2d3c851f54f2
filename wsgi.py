"""The only line a server imports: `gunicorn wsgi:app`."""

from hcec import create_app

app = create_app()

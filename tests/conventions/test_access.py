"""Every door and who may open it, in `access.txt`: a new door shows in the diff.

After adding a view on purpose: `python -m tests.conventions.test_access` writes the list anew; read the diff.
"""

from pathlib import Path

from hcec.permissions import Permission

LIST = Path(__file__).with_name("access.txt")
HEADER = "# endpoint · methods · address · permission (written by tests/conventions/test_access.py)\n"


def doors(app) -> str:
    lines = []
    with app.app_context():
        for rule in app.url_map.iter_rules():
            access = getattr(app.view_functions[rule.endpoint], "access", "CLOSED")
            methods = ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"}))
            lines.append(f"{rule.endpoint} · {methods} · {rule.rule} · {access}")
    return HEADER + "".join(f"{line}\n" for line in sorted(lines))


def test_every_door_is_on_the_list(app):
    assert doors(app) == LIST.read_text(encoding="utf-8")


def test_every_view_states_its_access(app):
    stated = {line.rpartition(" · ")[2] for line in doors(app).splitlines()[1:]}
    assert stated <= {"public", *Permission}


if __name__ == "__main__":
    import tempfile

    from hcec import create_app
    from hcec.cli.installing import prepare
    from hcec.platform import start
    from tests.platform import settings_for

    with tempfile.TemporaryDirectory() as home:
        settings = settings_for(Path(home))
        prepare(settings)
        LIST.write_text(doors(create_app(start(settings))), encoding="utf-8")

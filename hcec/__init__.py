"""The platform through which children in care speak and a département listens."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hcec.platform import Platform
    from hcec.web.application import Application


def create_app(platform: "Platform | None" = None) -> "Application":
    """Return the web application: a table of contents.

    Without `platform`, starts one from the environment. Raises UnsafeSettings, UnsafeKeys, WrongSchema.
    """
    from hcec import i18n, paths
    from hcec.config import Settings
    from hcec.platform import start
    from hcec.web import access, assets, blueprints, context, errors, headers, origin, sessions, transaction, viewer
    from hcec.web.application import Application
    from hcec.web.incidents import write_discreetly

    write_discreetly()
    app = Application(platform or start(Settings.from_env()))
    i18n.init_app(app, translations=paths.translations_dir(), timezone=app.platform.settings.timezone)
    sessions.init_app(app)
    viewer.init_app(app)
    transaction.init_app(app)
    origin.init_app(app)
    access.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    assets.init_app(app)
    context.init_app(app)
    blueprints.init_app(app)
    return app

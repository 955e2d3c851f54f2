"""The shelf, as those who share it read it: search, documents, their versions."""

from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import undefer

from hcec import db
from hcec.consultations.slug import slug_of
from hcec.documents.odf import SPREADSHEET
from hcec.permissions import Permission
from hcec.shelf import queries
from hcec.shelf.enums import ItemKind
from hcec.shelf.formats import MIMES
from hcec.shelf.links import host_of
from hcec.shelf.models import ShelfItem, ShelfVersion
from hcec.shelf.services import listing
from hcec.shelf.services.finding import Looked, find
from hcec.text.normalise import plain
from hcec.text.searching import LONGEST_QUERY
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import history
from hcec.web.references import as_id
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("shelf", __name__, url_prefix="/partenaires/ressources")


@bp.get("/")
@requires(Permission.SHELF_READ)
def index() -> ResponseReturnValue:
    """Search, or everything, the latest first."""
    looked, keeps = _looked(), may_keep()
    found = find(db.session, looked)
    return render_template(
        "partners/shelf/index.html",
        looked=looked,
        found=found,
        tags=db.session.execute(queries.tags_in_use()).all(),
        kinds=list(ItemKind),
        withdrawn=db.session.scalars(queries.withdrawn()).all() if keeps else [],
        may_keep=keeps,
        at=_address,
        page_url=lambda number: _address(looked, page=number),
    )


@bp.get("/ressources.<any(csv,ods):kind>")
@requires(Permission.SHELF_READ)
def listed(kind: str) -> ResponseReturnValue:
    """Send the list of what is shared, without its files."""
    items = db.session.scalars(queries.on_shelf()).all()
    if kind == "csv":
        return attachment(listing.as_csv(items), "text/csv; charset=utf-8", "ressources.csv")
    return attachment(listing.as_ods(items), SPREADSHEET, "ressources.ods")


@bp.get("/<ref>")
@requires(Permission.SHELF_READ)
def show(ref: str) -> ResponseReturnValue:
    """One document: what it is, its files. What is withdrawn says why to who reads, and nothing else."""
    item, keeps = find_item(ref), may_keep()
    return render_template(
        "partners/shelf/show.html",
        item=item,
        is_open=keeps or item.withdrawn_on is None,
        host=host_of(item.link),
        may_keep=keeps,
        history=history(item) if keeps else [],
    )


@bp.get("/<ref>/fichiers/<version>")
@requires(Permission.SHELF_READ)
def download(ref: str, version: str) -> ResponseReturnValue:
    """Send one version, to be saved and never opened in the page, under a name of ours."""
    item = find_item(ref)
    if item.withdrawn_on is not None:
        abort(404)
    of_it = select(ShelfVersion).where(ShelfVersion.item_id == item.id, ShelfVersion.id == as_id(version))
    file: ShelfVersion = one_or_404(db.session, of_it.options(undefer(ShelfVersion.content)))
    name = f"{slug_of(item.title)}-v{file.number}.{file.format}"
    return attachment(file.content, MIMES[file.format], name)


def find_item(ref: str) -> ShelfItem:
    """Return a document, or answer 404."""
    found: ShelfItem = one_or_404(db.session, select(ShelfItem).where(ShelfItem.id == as_id(ref)))
    return found


def may_keep() -> bool:
    """Return whether who looks keeps the shelf."""
    return current_staff().may(Permission.SHELF_KEEP)


def _looked() -> Looked:
    kind = request.args.get("nature", "")
    return Looked(
        query=" ".join(plain(request.args.get("q", "")).split())[:LONGEST_QUERY],
        kind=ItemKind(kind) if kind in list(ItemKind) else None,
        tag=plain(request.args.get("sujet", "")),
        page=min(max(request.args.get("page", 1, type=int), 1), 10**6),
    )


def _address(looked: Looked, *, page: int = 1, tag: str | None = None) -> str:
    """Return the address of another page of the same search, or of the same search about something else."""
    asked = {
        "q": looked.query,
        "nature": looked.kind or "",
        "sujet": looked.tag if tag is None else tag,
        "page": page if page > 1 else "",
    }
    told = urlencode({name: str(value) for name, value in asked.items() if value})
    return f"{url_for('.index')}?{told}" if told else url_for(".index")

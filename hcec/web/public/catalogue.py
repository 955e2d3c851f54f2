"""The catalogue of published releases as programs read it: DCAT, in JSON-LD, every address on the configured origin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from hcec.disclosure.values import Release
from hcec.documents.licences import licence_of
from hcec.documents.registry import FORMATS
from hcec.syntheses import models

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "adms": "http://www.w3.org/ns/adms#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}
_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"

Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class File:
    """A file as the catalogue tells it."""

    format: str
    sha256: bytes
    size: int


def catalogue(
    *, title: str, council: str, origin: str, releases: Iterable[tuple[models.Release, Release, Sequence[File]]]
) -> Node:
    """Return the catalogue; a withdrawn release stays in it, says why, and has no file any more."""
    return {
        "@context": CONTEXT,
        "@type": "dcat:Catalog",
        "@id": origin + url_for("public.data.machine_readable"),
        "dct:title": title,
        "dct:publisher": _agent(council),
        "dct:language": "fr",
        "dcat:dataset": [_dataset(row, value, files, origin) for row, value, files in releases],
    }


def _dataset(row: models.Release, release: Release, files: Sequence[File], origin: str) -> Node:
    address = origin + url_for("public.results.show", slug=release.slug)
    told: dict[str, object] = {
        "@type": "dcat:Dataset",
        "@id": f"{address}#{release.reference}",
        "dct:identifier": row.id.hex,
        "dct:title": release.title,
        "dct:description": release.consultation,
        "dct:publisher": _agent(release.council),
        "dct:spatial": release.department,
        "dct:issued": row.published_on.isoformat(),
        "dct:license": licence_of(release).address,
        "dct:temporal": {"dcat:startDate": release.opened, "dcat:endDate": release.closed},
        "dcat:landingPage": address,
        "dcat:version": release.reference,
    }
    if row.withdrawn_on is not None:
        told["adms:status"] = "withdrawn"
        told["adms:versionNotes"] = row.withdrawal_reason
        return told
    return {**told, "dcat:distribution": [_distribution(row, file, release, origin) for file in files]}


def _distribution(row: models.Release, file: File, release: Release, origin: str) -> Node:
    known = FORMATS[file.format]
    told: dict[str, object] = {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": origin + url_for("public.data.download", ref=row.id.hex, file_format=file.format),
        "dcat:mediaType": known.mime.partition(";")[0],
        "dct:license": licence_of(release).address,
        "dcat:byteSize": file.size,
        "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": file.sha256.hex()},
    }
    if file.format == "zip":
        told["dct:conformsTo"] = _PACKAGE
        told["dcat:accessURL"] = origin + url_for("public.data.part", ref=row.id.hex, name="datapackage.json")
    return told


def _agent(name: str) -> Node:
    return {"@type": "foaf:Organization", "foaf:name": name}

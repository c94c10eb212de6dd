"""Croissant 1.0: the tables as CSV, and the metadata by which machine learning tools load them.

`datePublished`, `license` and `url` are those of the data set that somebody publishes; a record has none, so that they
are left for its publisher to add.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from dragoman.exports.cite import cited
from dragoman.exports.formats.atomic import whole_folder
from dragoman.exports.formats.csv_folder import digest, encoded, file_name, write_tables
from dragoman.exports.formats.tables import TABLES, Column, Table
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings

METADATA = "croissant.json"
TYPES = {pa.string(): "sc:Text", pa.int64(): "sc:Integer", pa.float64(): "sc:Float", pa.bool_(): "sc:Boolean"}
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write(holdings: Holdings, out: Path) -> Written:
    """Write one .csv file for each table, and croissant.json, into the folder OUT."""
    with whole_folder(out) as folder:
        rows = write_tables(holdings, folder)
        (folder / METADATA).write_bytes(encoded(_metadata(holdings, folder)))
    return Written(paths=(*(out / file_name(table) for table in TABLES), out / METADATA), rows=rows)


def _metadata(holdings: Holdings, folder: Path) -> dict[str, Any]:
    citation = cited(holdings)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "dragoman-record",
        "description": citation.sentence,
        "citeAs": citation.bibtex,
        "version": holdings.reader.version,
        "distribution": [_file(table, folder / file_name(table)) for table in TABLES],
        "recordSet": [_records(table) for table in TABLES],
    }


def _file(table: Table, path: Path) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "description": table.about,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "text/csv",
        "sha256": digest(path),
    }


def _records(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(column, table) for column in table.columns],
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    field = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "dataType": TYPES[column.type],
        "source": {"fileObject": {"@id": file_name(table)}, "extract": {"column": column.name}},
    }
    if other := table.references.get(column.name):
        (key,) = next(t.key for t in TABLES if t.name == other)
        field["references"] = {"field": {"@id": f"{other}/{key}"}}
    return field

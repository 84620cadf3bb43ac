"""Writes docs/schema/: JSON Schemas of drafts, for editors, and of reports as data, for programs.

Run ``python -m docs.make_schemas`` in the checkout.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from assistant.checks.model import SEVERITIES
from assistant.composing import ClerkText
from assistant.document.model import ParagraphState
from assistant.drafts.draft import SCHEMA, Revision
from assistant.drafts.reasons import Acknowledgement, KeptDoubt, Unlocked
from assistant.export.data import REPORT_SCHEMA
from assistant.interview import Question, load_script
from assistant.report import (
    LOCAL,
    ORIGINS,
    Report,
    SumParts,
    applicant_kinds,
    case_outcomes,
    field_paths,
    figures_class,
)
from assistant.report.cases import MAX_CASES
from assistant.report.types import MAX_COUNT, MAX_MONEY, YEARS
from assistant.standard import Cell, TableSchema, agency_kinds, nest, standard

Schema = dict[str, Any]

FOLDER = Path(__file__).resolve().parent / "schema"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LEFT_OUT = ("title", "default", "ge", "le", "description")
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
_WHOLE: Schema = {"type": "integer"}
_LOCAL_PATH = rf"^{LOCAL}\.[a-z][a-z0-9_]{{0,39}}$"


def schemas() -> dict[str, str]:
    """The text of each schema by its file's name."""
    made = {f"draft-{SCHEMA}.json": draft_schema(), f"report-{REPORT_SCHEMA}.json": report_schema()}
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


def _object(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """An object of these properties and no others."""
    wanted = {"required": list(required)} if required else {}
    return {"type": "object", "additionalProperties": False, "properties": dict(properties), **wanted}


# -- drafts --------------------------------------------------------------------------------------
def draft_schema() -> Schema:
    """A draft.toml: the answers as the models take them, titled by the questions, and what the program keeps."""
    models: list[type[BaseModel]] = [
        Report, ClerkText, Acknowledgement, Unlocked, KeptDoubt, Revision, SumParts,
    ]  # fmt: skip
    found, definitions = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    report, clerk, *others = (_cleaned(found[model, "validation"], definitions["$defs"]) for model in models)
    questions = {question.key: question for question in load_script().questions}
    answers = _told(report, "", questions)
    answers["properties"]["agency"]["properties"]["kind"]["enum"] = list(agency_kinds())
    acknowledged, unlocked, kept, revision, parts = others
    own = {**answers["properties"].pop(LOCAL), "additionalProperties": False, "title": "本地包自己的问题的回答"}
    path: Schema = {"anyOf": [{"enum": list(field_paths())}, {"pattern": _LOCAL_PATH}]}
    listed = {"type": "array", "items": path, "uniqueItems": True}
    origins = _object(dict.fromkeys((*ORIGINS, "confirmed"), listed))
    said = {
        "type": "object",
        "propertyNames": path,
        "additionalProperties": {"type": "string", "maxLength": 500},
    }
    last_year = _object(_document(_WHOLE, {"type": "string", "format": "date"}), ["signature", "preface", "sections"])
    return {
        "$schema": _DIALECT,
        "title": "年报助手的草稿（draft.toml）",
        **_object(
            {
                "schema": {"const": SCHEMA, "title": "格式版本"},
                "packs": {
                    "type": "array",
                    "items": {"type": "string", "maxLength": 40},
                    "maxItems": 20,
                    "title": "用过的本地包",
                },
                **answers["properties"],
                LOCAL: own,
                "origins": {**origins, "title": "每项答案从哪里来"},
                "said": {**said, "title": "答案是从哪句话里读出来的"},
                "parts": {**parts, "title": "各单位合计的表，每一格由哪几家构成"},
                "clerk": {**clerk, "title": "自己改写的文字和选定的写法"},
                "acknowledged": {"type": "array", "items": acknowledged, "title": "保留警告的理由"},
                "unlocked": {"type": "array", "items": unlocked, "title": "和上年不一样的理由"},
                "kept_doubts": {"type": "array", "items": kept, "title": "问过一次、确认过的疑问"},
                "last_year": {**last_year, "title": "上年报告"},
                "session": _session(revision),
            },
            ["schema"],
        ),
    }


def _session(revision: Schema) -> Schema:
    own = {name: part for name, part in revision["properties"].items() if name != "last"}
    return {"type": "object", "title": "写到哪里（由程序维护）", "properties": {"at": _TEXT, "typed": {}, **own}}


def _cleaned(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """Without names made from the code, without null, which TOML does not have, and with references filled in."""
    if isinstance(schema, list):
        return [_cleaned(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _cleaned(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "oneOf" in schema:
        # Each value has one kind, but a whole number is a number too.
        return {"anyOf": [_cleaned(kind, definitions) for kind in schema["oneOf"]]}
    if "anyOf" in schema:
        kinds = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
        numbers = [kind for kind in kinds if kind.get("type") == "number"]
        # A decimal may come as a text to pydantic; in a file it is a number.
        kinds = numbers or kinds
        return _cleaned(kinds[0], definitions) if len(kinds) == 1 else {"anyOf": _cleaned(kinds, definitions)}
    kept = {name: part for name, part in schema.items() if name not in _LEFT_OUT}
    if "properties" in schema:
        kept["properties"] = {name: _cleaned(part, definitions) for name, part in schema["properties"].items()}
    return {name: part if name == "properties" else _cleaned(part, definitions) for name, part in kept.items()}


def _told(schema: Schema, above: str, questions: Mapping[str, Question]) -> Schema:
    """The answers with what the questions say of them; the tables with their cells."""
    told = {}
    for name, part in schema["properties"].items():
        path = f"{above}{name}"
        full = _told(part, f"{path}.", questions) if "properties" in part else part
        if figures_class(path) is not None:
            full = _table(path)
        question = questions.get(path)
        told[name] = {**full, **_words(question)} if question is not None else full
    return {**schema, "properties": told}


def _words(question: Question) -> Schema:
    words = {"title": question.title, "description": question.help or question.basis}
    return {**words, **({"examples": [question.example]} if question.example and question.kind == "text" else {})}


def _table(path: str) -> Schema:
    """The cells that are typed, nested as drafts keep them; totals are computed and stand in no draft."""
    cls = figures_class(path)
    assert cls is not None
    cells: dict[str, Schema] = {}
    for year in YEARS:
        schema: TableSchema = standard(year).tables[cls.schema_key]
        cells |= {key: _cell(cell) for key, cell in schema.cells.items() if not cell.derived}
    table = _nested(nest(cells))
    if path == "requests":
        case = _object(
            {
                "applicant": {"enum": list(applicant_kinds()), "title": "申请人"},
                "outcome": {"enum": list(case_outcomes()), "title": "办理结果"},
                "carried_in": {"type": "boolean", "title": "上年结转"},
                "note": {"type": "string", "title": "备注，不写进报告"},
            },
            ["applicant", "outcome"],
        )
        table["properties"]["cases"] = {"type": "array", "items": case, "maxItems": MAX_CASES, "title": "逐件登记"}
    return table


def _nested(cells: Mapping[str, Any]) -> Schema:
    return _object({key: part if "type" in part else _nested(part) for key, part in cells.items()})


def _cell(cell: Cell) -> Schema:
    kind: Schema = {"type": "integer", "minimum": 0, "maximum": MAX_COUNT}
    if cell.unit != "件":
        kind = {"type": "number", "minimum": 0, "maximum": float(MAX_MONEY)}
    return {**kind, "title": cell.name, "description": cell.row.header.meaning or cell.column.header.meaning}


# -- reports -------------------------------------------------------------------------------------
def report_schema() -> Schema:
    """What ``export -o x.json`` writes; what ``check --format json`` prints has the same names and no text."""
    finding = _object(
        {
            "rule": _TEXT, "severity": {"enum": list(SEVERITIES)}, "section": _TEXT, "where": _TEXTS, "message": _TEXT,
            "basis": _TEXT,
        },
        ["rule", "severity", "section", "where", "message", "basis"],
    )  # fmt: skip
    fact = _object(dict.fromkeys(("key", "title", "value", "origin", "source"), _TEXT), ["key", "value", "origin"])
    year = {"type": ["integer", "null"]}
    report = _object(
        {
            "file": _TEXT,
            **_document(year, {"type": ["string", "null"], "format": "date"}),
            "tables": _object({key: _numbers(table) for key, table in standard().tables.items()}),
            "findings": {"type": "array", "items": finding},
            "origins": {"type": "object", "additionalProperties": {"enum": list(ORIGINS)}},
            "draft": {"type": "boolean"},
            "facts": {"type": "array", "items": fact},
        },
        ["file", "kind", "agency", "year", "tables", "unread", "findings"],
    )
    return {
        "$schema": _DIALECT,
        "title": "年报数据（nianbao export -o x.json、nianbao check --format json）",
        **_object({"schema": {"const": REPORT_SCHEMA}, "reports": {"type": "array", "items": report}}, ["reports"]),
    }


def _numbers(table: TableSchema) -> Schema:
    """The cells of a table as numbers; null where one is printed blank, the text where it is no number."""
    cell = {"type": ["number", "string", "null"]}
    return _open(_nested(nest(dict.fromkeys(table.cells, cell))))


def _open(schema: Schema) -> Schema:
    """Cells of later formats are taken, too."""
    parts = {name: _open(part) if "properties" in part else part for name, part in schema["properties"].items()}
    return {"type": "object", "properties": parts}


def _document(year: Schema, day: Schema) -> dict[str, Schema]:
    """The parts of a record of a report."""
    paragraph = _object(
        {"key": _TEXT, "text": _TEXT, "sources": _TEXTS, "state": {"enum": list(get_args(ParagraphState))}},
        ["key", "text"],
    )
    heading = _object({"key": _TEXT, "level": _WHOLE, "text": _TEXT}, ["key", "level", "text"])
    cells = {"type": "object", "additionalProperties": _TEXT}
    table = _object(
        {"table": {"enum": list(standard().tables)}, "departures": _TEXTS, "cells": cells}, ["table", "cells"]
    )
    blocks = {"type": "array", "items": {"anyOf": [paragraph, heading, table]}}
    section = _object({"key": _TEXT, "heading": _TEXT, "blocks": blocks}, ["key", "heading", "blocks"])
    signature = _object({"agency": _TEXT, "date_text": _TEXT, "day": day}, ["agency", "date_text"])
    return {
        **dict.fromkeys(("agency", "kind", "title", "self_word", "format"), _TEXT),
        "year": year,
        "unread": _TEXTS,
        "old_format": _TEXTS,
        "signature": signature,
        "preface": {"type": "array", "items": paragraph},
        "sections": {"type": "array", "items": section},
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")

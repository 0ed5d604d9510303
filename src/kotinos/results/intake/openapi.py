"""The OpenAPI document, generated from the structs that the intake really decodes."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from kotinos import __version__
from kotinos.codes.rsc import Rsc


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1 of the intake."""
    from kotinos.results.engine import Outcome, Progress
    from kotinos.results.held import HeldValue
    from kotinos.results.intake.api import FILES, Problem, Wish
    from kotinos.results.intake.backstage import Behind, Held
    from kotinos.results.intake.observations import Observations
    from kotinos.results.intake.refused import Note
    from kotinos.results.intake.report import Report

    bodies = (Observations, Wish, Report, Problem, Outcome, Progress, Note, HeldValue, Held, Behind)
    _, schemas = msgspec.json.schema_components(bodies, schema_hook=_schema, ref_template="#/components/schemas/{name}")
    problems = {str(code): _answer(text, Problem) for code, text in _PROBLEMS.items()}
    paths: dict[str, Any] = {
        "/v1/observations": {
            "post": _post("What a device saw, in the platform's own form", Observations, Report, problems)
        },
        "/v1/commands": {"post": _post("A decision of officials", Wish, Outcome, problems)},
        "/v1/odf": {"post": _raw("One ODF message", "application/xml", [], Report, problems)},
    }
    for form in FILES:
        paths[f"/v1/{form}"] = {
            "post": _raw(f"One {form} file as the device wrote it", "application/octet-stream", _FILE, Report, problems)
        }
    waiting = {"type": "array", "items": {"$ref": "#/components/schemas/HeldValue"}}
    paths["/v1/holds"] = {
        "get": {
            "summary": "What waits for one person's confirmation, oldest first",
            "parameters": [
                _parameter("unit", "query", {"type": "string", "minLength": 34, "maxLength": 34}, required=False),
                _parameter("answered", "query", {"enum": ["1", "true"]}, required=False),
            ],
            "responses": {"200": _content("The list", waiting), **problems},
        }
    }
    held = {"type": "array", "items": {"$ref": "#/components/schemas/Held"}}
    paths["/v1/embargoes"] = {
        "get": {
            "summary": "What is held, until whose word and since when",
            "responses": {"200": _content("The list", held), **problems},
        }
    }
    paths["/v1/units/{rsc}"] = {
        "get": {
            "summary": "A unit as it really stands, and as the public sees it",
            "parameters": [_parameter("rsc", "path", {"type": "string", "minLength": 34, "maxLength": 34})],
            "responses": {
                "200": _answer("Both sides", Behind),
                "404": _answer("No such unit", Problem),
                **problems,
            },
        }
    }
    paths["/v1/progress"] = {
        "get": {
            "summary": "How far what was sent is published",
            "responses": {"200": _answer("As of now", Progress), **problems},
        }
    }
    listed = {"type": "array", "items": {"$ref": "#/components/schemas/Note"}}
    paths["/v1/refused"] = {
        "get": {
            "summary": "What was refused lately, newest first",
            "responses": {"200": _content("The list", listed), **problems},
        }
    }
    paths["/v1/refused/{digest}"] = {
        "get": {
            "summary": "The bytes of a refused message",
            "parameters": [_parameter("digest", "path", {"type": "string", "pattern": "^[0-9a-f]{64}$"})],
            "responses": {
                "200": {"description": "The bytes", "content": {"application/octet-stream": {}}},
                "404": _answer("No such message", Problem),
                **problems,
            },
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kotinos intake", "version": __version__, "license": {"name": "Apache-2.0"}},
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-API-KEY"}},
        },
    }


_PROBLEMS = {
    400: "The body is not in the encoding its header names",
    401: "No key, or an unknown one",
    403: "The key may not do this",
    409: "It contradicts what is known; it may be right later",
    413: "The body is too large",
    422: "It cannot be read",
    429: "Too many messages",
    503: "The record cannot be written",
}


def _schema(wanted: type) -> dict[str, Any]:
    if wanted is Rsc:
        return {"type": "string", "minLength": 34, "maxLength": 34, "description": "Results System Code"}
    raise NotImplementedError(f"no schema for {wanted}")


def _parameter(name: str, place: str, schema: dict[str, Any], required: bool = True) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "schema": schema}


_FILE = [
    _parameter("name", "query", {"type": "string", "minLength": 1, "maxLength": 200}),
    _parameter("revision", "query", {"type": "integer", "minimum": 1}),
    _parameter("encoding", "query", {"enum": ["utf-8", "utf-16-le", "utf-16-be", "cp1252"]}, required=False),
]


def _content(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _answer(text: str, struct: type) -> dict[str, Any]:
    return _content(text, {"$ref": f"#/components/schemas/{struct.__name__}"})


def _post(summary: str, body: type, answer: type, problems: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{body.__name__}"}}}
    return {
        "summary": summary,
        "requestBody": {"required": True, "content": content},
        "responses": {"200": _answer("Durable", answer), **problems},
    }


def _raw(
    summary: str, media: str, parameters: list[dict[str, Any]], answer: type, problems: dict[str, Any]
) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": parameters,
        "requestBody": {"required": True, "content": {media: {"schema": {"type": "string", "format": "binary"}}}},
        "responses": {"200": _answer("Durable", answer), **problems},
    }

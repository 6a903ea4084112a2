"""As much of JSON Schema (2020-12) as docs/schema uses: where a value is not what it promises."""

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
KNOWN = {"$schema", "$id", "title", "description", "type", "properties", "required", "items",
         "anyOf", "additionalProperties"}


def is_type(value, name):
    if name in ("number", "integer"):
        return (isinstance(value, (int, float)) and not isinstance(value, bool)
                and (name == "number" or float(value).is_integer()))
    return isinstance(value, TYPES[name])


def faults(schema, value, at="$"):
    """Every place at which value breaks the schema."""
    unknown = set(schema) - KNOWN
    assert not unknown, f"{at}: this validator does not know {unknown}"
    if "anyOf" in schema:
        each = [list(faults(s, value, at)) for s in schema["anyOf"]]
        if all(each):
            yield from min(each, key=len)
        return
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_type(value, k) for k in kinds):
        yield f"{at}: {value!r} is no {' or '.join(kinds)}"
        return
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for key in schema.get("required", []):
            if key not in value:
                yield f"{at}: no '{key}'"
        for key, inner in value.items():
            if key in properties:
                yield from faults(properties[key], inner, f"{at}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: '{key}' is not promised"
    if isinstance(value, list) and "items" in schema:
        for i, inner in enumerate(value):
            yield from faults(schema["items"], inner, f"{at}[{i}]")

"""The content security policy: only our own files, no inline script or style, no frames, no plugins."""

from __future__ import annotations

from typing import Any

SELF = "'self'"
NONE = "'none'"


def policy(*, is_https: bool) -> dict[str, Any]:
    """django-csp's setting. htmx and SortableJS set styles through the CSSOM, which the policy permits."""
    directives: dict[str, Any] = {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
    if is_https:
        directives["upgrade-insecure-requests"] = True
    return {"DIRECTIVES": directives}

"""Static files under names that hold their digest, compressed, so that browsers may keep them for good."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also follows the imports of our ES modules."""

    support_js_module_import_aggregation = True

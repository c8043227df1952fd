"""Static files in production: compressed, under names that carry their content's hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PenyimpananStatis(CompressedManifestStaticFilesStorage):
    """Also where one of our JavaScript modules imports another, so that no browser mixes two releases.

    Other packages' scripts stay as they are: some name, in imports that nobody runs, files that they do not ship.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "sakip/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

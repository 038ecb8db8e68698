"""How style sheets leave the house: written to be read, sent without the spaces. The budget counts what is sent."""

from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SmallStatics(CompressedManifestStaticFilesStorage):
    """Hashed and compressed as usual, style sheets minified before."""

    def _save(self, name: str, content: Any) -> str:
        if name.endswith(".css"):
            from lightningcss import process_stylesheet  # only where files are collected, not in every process

            small = process_stylesheet(b"".join(content.chunks()).decode(), filename=name, minify=True)
            content = ContentFile(small.encode())
        saved: str = super()._save(name, content)
        return saved

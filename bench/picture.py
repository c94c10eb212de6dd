"""Draw the README's picture: the terminal page of a sample communiqué.

python bench/picture.py docs/pictures/terminal.svg
"""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.pages.picture import write_picture
from dragoman.pages.words import names_of, reasons_of
from dragoman.pipeline import open_reader, read_document
from dragoman.source.document import Refusal
from dragoman.source.open import one
from dragoman.source.rows import Defaults

SAMPLE = Path(__file__).parent.parent / "src" / "dragoman" / "samples" / "mkd-tur-scraped.txt"


def main() -> None:
    loaded = open_reader()
    document = one(str(SAMPLE), defaults=Defaults(publisher_country="MKD"))
    if isinstance(document, Refusal):
        raise SystemExit(str(document))
    write_picture(
        read_document(document, loaded), Path(sys.argv[1]), names_of(loaded.codebook), reasons_of(loaded.codebook)
    )


if __name__ == "__main__":
    main()

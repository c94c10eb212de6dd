"""Fetch what is vendored anew from the npm registry and compare it with the lock: `python bench/vendor.py`.

`npm pack` fetches each package in the version of `src/dragoman/pages/vendored/vendored.lock`. A package whose sha512 is
not the lock's, or a file whose sha256 is not, is told and nothing of that package is written; exits 1 then. For a new
version, change `version` and run with `--pin`: the checksums of what comes are written into the lock.
"""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import click
import msgspec

from dragoman.pages.vendored import LOCK, Package, path_of, read_lock


@click.command()
@click.option("--pin", is_flag=True, help="write the checksums of what comes into the lock")
def main(pin: bool) -> None:
    """Fetch what is vendored anew and compare it with the lock, or pin it."""
    known = read_lock(LOCK.read_text(encoding="utf-8"))
    fetched = [(package, *fetch(package)) for package in known]
    if pin:
        known = tuple(pinned(package, integrity, files) for package, integrity, files in fetched)
        LOCK.write_text("\n".join(map(written, known)), encoding="utf-8")
    faults = [fault for now, (_, integrity, files) in zip(known, fetched, strict=True)
              for fault in keep(now, integrity, files)]  # fmt: skip
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(bool(faults))


def fetch(package: Package) -> tuple[str, dict[str, bytes]]:
    """Return the integrity of a package as it comes from the registry, and its files that the lock names."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        packed = next(Path(folder).glob("*.tgz")).read_bytes()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(packed).digest()).decode()
    return integrity, {file: unpacked(packed, file) for file in package.files}


def unpacked(packed: bytes, file: str) -> bytes:
    """Return one file of a packed package."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        member = archive.extractfile(f"package/{file}")
        if member is None:
            raise click.ClickException(f"no file {file} in the package")
        return member.read()


def keep(package: Package, integrity: str, files: dict[str, bytes]) -> list[str]:
    """Write the files of a package that is what the lock says; return what is wrong with one that is not."""
    faults = [] if integrity == package.integrity else [f"{package.name}: integrity is {integrity}"]
    faults += [f"{package.name}: sha256 of {file} is {sha256(content)}"
               for file, content in files.items() if sha256(content) != package.files[file]]  # fmt: skip
    for file, content in files.items() if not faults else ():
        path = path_of(package.name, file)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return faults


def pinned(package: Package, integrity: str, files: dict[str, bytes]) -> Package:
    """Return a package with the checksums of what came."""
    sums = {file: sha256(content) for file, content in files.items()}
    return msgspec.structs.replace(package, integrity=integrity, files=sums)


def written(package: Package) -> str:
    """Return a package as it stands in the lock."""
    heads = ("name", "version", "licence", "about", "integrity")
    lines = ["[[package]]", *(f'{head} = "{getattr(package, head)}"' for head in heads), "", "[package.files]"]
    return "\n".join([*lines, *(f'"{file}" = "{checksum}"' for file, checksum in package.files.items()), ""])


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()

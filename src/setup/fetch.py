"""Fetches an archive from a server or a folder, and takes one program out of it.

Prints "done total" in bytes as they come. What fails is one sentence on stderr and the exit
code 1. Only the standard library: it runs before anything is installed.
"""

import hashlib
import io
import json
import os
import ssl
import sys
import tarfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
import zlib
from pathlib import Path

TRIES = 2
# Seconds without an answer, and for each megabyte: half a telephone's worst line.
SILENCE, MEGABYTE = 15, 20
LARGEST = 500_000_000


class Fault(Exception):
    """A sentence on what is wrong."""


class Redirects(urllib.request.HTTPRedirectHandler):
    """Wherever a server sends us, but never from a safe line to an open one."""

    def redirect_request(self, request, file, code, message, headers, address):
        if request.type == "https" and not address.startswith("https:"):
            raise Fault(f"{request.full_url} leads to an address that is not safe, {address}.")
        return super().redirect_request(request, file, code, message, headers, address)


def opener():
    context = ssl.create_default_context()
    try:
        # Some Pythons come without certificates; pip brings them along.
        from pip._vendor import certifi

        context.load_verify_locations(certifi.where())
    except Exception:
        pass
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), Redirects)


def read(address):
    """All that stands at an address, as long as it comes at a tolerable speed."""
    begin = time.monotonic()
    with opener().open(address, timeout=SILENCE) as reply:
        total = int(reply.headers.get("Content-Length") or 0)
        parts, done, told = [], 0, 0.0
        while part := reply.read1(1 << 16):
            parts.append(part)
            done += len(part)
            now = time.monotonic()
            if done > LARGEST:
                raise Fault(f"{address} is far too large.")
            if now - begin > SILENCE + MEGABYTE * done / 1e6:
                raise Fault(f"{address} comes too slowly: {done} bytes in {now - begin:.0f} s.")
            if now - told > 0.2:
                print(done, total, flush=True)
                told = now
    if total and done != total:
        raise Fault(f"{address} broke off after {done} of {total} bytes.")
    return b"".join(parts)


def fetched(address):
    """The same, tried twice, unless the server has said a clear no."""
    for left in reversed(range(TRIES)):
        try:
            return read(address)
        except urllib.error.HTTPError as error:
            if error.code < 500 or not left:
                raise Fault(f"{address} answers {error.code}, {error.reason}.") from None
        except Fault:
            if not left:
                raise
        except (OSError, ValueError) as error:
            if not left:
                raise Fault(f"{address} can't be fetched ({error}).") from None
        time.sleep(1)


def archive(place, name):
    """The archive's bytes."""
    if place.startswith(("http://", "https://")):
        return fetched(f"{place.rstrip('/')}/{urllib.parse.quote(name)}")
    path = Path(place, name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Fault(f"{path} can't be read ({error.strerror}).") from None


def digest(place, name, listing):
    """The SHA-256 that the place tells of the archive, if it does."""
    try:
        if listing:
            assets = json.loads(read(listing))["assets"]
            told = next(asset["digest"] for asset in assets if asset["name"] == name)
            return told.removeprefix("sha256:")
        return archive(place, name + ".sha256").split()[0].decode()
    except Exception:
        return None


def program(data, name, member):
    """The bytes of one file of the archive, which stands in a folder of the archive's own name."""
    folder = name.removesuffix(".zip").removesuffix(".tar.gz")
    try:
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(data)) as opened:
                return opened.read(f"{folder}/{member}")
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as opened:
            file = opened.extractfile(f"{folder}/{member}")
            if file is None:
                raise KeyError
            return file.read()
    except KeyError:
        raise Fault(f"{name} holds no {folder}/{member}.") from None
    except (tarfile.TarError, zipfile.BadZipFile, OSError, EOFError, zlib.error):
        raise Fault(f"{name} is damaged, or no archive.") from None


def main(place, name, listing, member, target):
    data = archive(place, name)
    expected = digest(place, name, listing)
    if expected and hashlib.sha256(data).hexdigest() != expected:
        raise Fault(f"{name} is not what its place says it is: its SHA-256 is another.")
    print("SHA-256 as told" if expected else "no SHA-256 told", flush=True)
    target = Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all.
    unfinished = target.with_suffix(".part")
    unfinished.write_bytes(program(data, name, member))
    unfinished.chmod(0o755)
    os.replace(unfinished, target)


try:
    main(*sys.argv[1:])
except Fault as fault:
    sys.exit(str(fault))

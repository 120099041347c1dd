"""Looks whether a pack fits this computer and this course, and takes the kernel and the crates.

    unpack.py PACK COURSE KERNEL FACTS

FACTS is what pack.json must say, as JSON. What does not fit is one sentence on stderr and the
exit code 1. Only the standard library: it runs before anything is installed.
"""

import hashlib
import json
import os
import shutil
import sys
import tarfile
from pathlib import Path


class Fault(Exception):
    """A sentence on what is wrong."""


def contents(pack):
    """What the pack says of itself."""
    try:
        told = json.loads((pack / "pack.json").read_text("utf-8"))
        told["files"], told["python"]
        return told
    except (OSError, ValueError, KeyError, TypeError):
        raise Fault(
            f"{pack} holds no finished pack: `cargo run -- pack {pack}`, on a computer with a network, makes one."
        ) from None


def fits(told, facts):
    anew = "make one with `cargo run -- pack FOLDER`"
    if told["system"] != facts["system"]:
        raise Fault(
            f"The pack is for {told['system']}, and this computer is {facts['system']}: {anew} on such a computer."
        )
    if told["kernel"] != facts["kernel"]:
        raise Fault(
            f"The pack has version {told['kernel']} of the kernel, and this course asks for {facts['kernel']}: {anew} from this version of the course, or take the course that is in the pack."
        )
    if told["requirements"] != facts["requirements"]:
        raise Fault(
            f"The pack has Python packages of other versions than this course asks for: {anew} from this version of the course, or take the course that is in the pack."
        )
    if facts["python"] not in told["python"]:
        raise Fault(
            f"The pack has packages for Python {', '.join(told['python'])}, and this computer has Python {facts['python']}: install one of those."
        )


def whole(pack, files):
    """Nothing is missing, and nothing was damaged on its way."""
    for name, digest in files.items():
        file = pack / name
        try:
            found = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError as error:
            raise Fault(f"{file} can't be read ({error.strerror}): copy the pack anew.") from None
        if found != digest:
            raise Fault(f"{file} is damaged: copy the pack anew.")


def take_kernel(pack, kernel):
    """Whole or not at all."""
    found = pack / "kernel" / kernel.name
    if kernel.is_file() and kernel.read_bytes() == found.read_bytes():
        return  # its time stays, by which the set-up knows it
    kernel.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kernel.with_suffix(".part")
    shutil.copyfile(found, unfinished)
    unfinished.chmod(0o755)
    os.replace(unfinished, kernel)


def take_crates(pack, course):
    """Where the course was not unpacked from the pack; the settings last."""
    settings = course / ".cargo" / "config.toml"
    if settings.exists():
        return
    with tarfile.open(pack / "course.tar.gz", "r:gz") as archive:
        for member in archive:
            if member.isfile() and member.name.startswith("course/.cargo/crates/"):
                place = course / Path(member.name).relative_to("course")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(archive.extractfile(member).read())
        text = archive.extractfile("course/.cargo/config.toml").read()
    settings.write_bytes(text)


def main(pack, course, kernel, facts):
    pack, course = Path(pack), Path(course)
    told = contents(pack)
    facts = json.loads(facts)
    requirements = (course / "notebooks" / "requirements.txt").read_text("utf-8")
    facts["requirements"] = hashlib.sha256(requirements.encode()).hexdigest()
    facts["python"] = "%d.%d" % sys.version_info[:2]
    fits(told, facts)
    whole(pack, told["files"])
    take_kernel(pack, Path(kernel))
    take_crates(pack, course)


try:
    main(*sys.argv[1:])
except Fault as fault:
    sys.exit(str(fault))
except OSError as error:
    sys.exit(f"{error.filename} cannot be written ({error.strerror}): see to that, and try again.")

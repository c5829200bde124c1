"""Lists a tar archive as JSON, member by member, read by Python's own tarfile: bytes as latin-1 text."""

import hashlib
import json
import sys
import tarfile

KINDS = {
    tarfile.REGTYPE: "file",
    tarfile.DIRTYPE: "directory",
    tarfile.SYMTYPE: "link",
    tarfile.LNKTYPE: "hard link",
    tarfile.FIFOTYPE: "fifo",
    tarfile.CHRTYPE: "character",
    tarfile.BLKTYPE: "block",
}


def as_bytes(text):
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


with tarfile.open(sys.argv[1], "r:", encoding="utf-8", errors="surrogateescape") as archive:
    members = []
    for member in archive:
        held = archive.extractfile(member) if member.isreg() else None
        headers = {as_bytes(key): as_bytes(value) for key, value in member.pax_headers.items()}
        members.append(
            {
                "path": as_bytes(member.name),
                "kind": KINDS[member.type],
                "mode": member.mode,
                "owner": f"{member.uid}:{member.gid}",
                "names": f"{member.uname}:{member.gname}",
                "mtime": headers.get("mtime"),
                "target": as_bytes(member.linkname),
                "device": [member.devmajor, member.devminor] if member.isdev() and not member.isfifo() else None,
                "sha256": hashlib.sha256(held.read()).hexdigest() if held else None,
                "headers": headers,
            }
        )
    print(json.dumps(members))

"""Asks every client of Python's index for every operation; a line for each, tab-separated."""

import concurrent.futures
import os
import sys
import traceback

from cells import OPERATIONS, Place

import commands
import libraries
import tables

CLIENTS = [
    libraries.Boto3,
    commands.AwsCli,
    commands.S3cmd,
    commands.S5cmd,
    commands.Rclone,
    libraries.S3fs,
    libraries.MinioPy,
    libraries.Obstore,
    tables.PyArrow,
    tables.DuckDb,
    tables.DeltaRs,
]


def main():
    place = Place()
    wanted = os.environ.get("S3_CLIENTS", "").split()
    chosen = [kind for kind in CLIENTS if not wanted or kind.name in wanted]
    # Programs mostly wait for their own start, libraries for the server.
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        for lines in pool.map(lambda kind: ask(kind(place)), chosen):
            print("\n".join(lines), flush=True)
    place.save()


def ask(client):
    return [f"{client.name}\t{operation}\t{answer(client, operation)}" for operation in OPERATIONS]


def answer(client, operation):
    method = getattr(client, operation, None)
    if method is None:
        return "unsupported by the client"
    client.operation = operation
    try:
        method()
        return "ok"
    except Exception as e:  # whatever a client raises is its answer
        traceback.print_exc(file=sys.stderr)
        return "FAILED " + " ".join(f"{type(e).__name__}: {e}".split())[:500]


main()

#!/usr/bin/env python3
"""Flips single bits of a bag, one at a time, and sees that `bantin verify` finds each.
  tests/flip_bits.py BANTIN BAG COUNT SEED
Half of the flips fall on any byte of the bag, half on any byte of any file, so that the small files (the lists) get their share."""
import os
import random
import subprocess
import sys


def list_files(bag):
    found = []
    for folder, _, names in os.walk(bag):
        found += [os.path.join(folder, name) for name in names]
    return sorted((path, os.path.getsize(path)) for path in found)


def choose(chance, files, total, by_file):
    if by_file:
        path, size = chance.choice(files)
        return path, chance.randrange(size)
    at = chance.randrange(total)
    for path, size in files:
        if at < size:
            return path, at
        at -= size


def set_byte(path, at, byte):
    with open(path, 'r+b') as file:
        file.seek(at)
        file.write(bytes([byte]))


def main(bantin, bag, count, seed):
    chance = random.Random(int(seed))
    files = [(path, size) for path, size in list_files(bag) if size]
    total = sum(size for _, size in files)
    lost = 0
    for number in range(int(count)):
        path, at = choose(chance, files, total, number % 2)
        bit = chance.randrange(8)
        with open(path, 'rb') as file:
            file.seek(at)
            byte = file.read(1)[0]
        set_byte(path, at, byte ^ 1 << bit)
        said = subprocess.run([bantin, 'verify', bag], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        set_byte(path, at, byte)
        # The fault must be told of the very file, or of the list that is now wrong.
        name = os.path.relpath(path, bag).encode()
        if said.returncode != 1 or not (name in said.stderr or b'manifest' in name or b'bag' in name):
            lost += 1
            print(f'not found: bit {bit} of byte {at} of {path} (status {said.returncode})')
    return 1 if lost or subprocess.run([bantin, 'verify', '-q', bag]).returncode else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))

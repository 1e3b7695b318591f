#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Google's own Node libraries on the fake cloud: node/client.mjs, with the libraries that node/package-lock.json names.
Skipped, saying why, where there is no npm or it cannot fetch them. test_node.py FAKE_CLOUD"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OLDEST_NODE = 18  # has fetch


def skip(why):
    print('1..0 # SKIP ' + why)
    sys.exit(0)


def node_version():
    if shutil.which('node') is None or shutil.which('npm') is None:
        skip('Node and npm are not there')
    text = subprocess.run(['node', '--version'], capture_output=True, text=True, check=True).stdout
    return int(text.lstrip('v').split('.')[0])


def fetch(folder):
    """The lock file has a checksum for each library; nothing of theirs is run while they are installed."""
    for name in ('package.json', 'package-lock.json', 'client.mjs'):
        shutil.copy(os.path.join(HERE, 'node', name), folder)
    try:
        done = subprocess.run(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=1'], cwd=folder,
                              capture_output=True, text=True, timeout=90, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        skip('the libraries could not be fetched in time')
    if done.returncode == 0:
        return
    # A lock file that is wrong is a fault of ours and no reason to skip.
    if any(word in done.stderr for word in ('EINTEGRITY', 'EUSAGE', 'EJSONPARSE')):
        print('1..1\nnot ok 1 the libraries are those of the lock file')
        print('\n'.join('# ' + line for line in done.stderr.splitlines()[-12:]))
        sys.exit(1)
    skip('the libraries could not be fetched')


def main():
    version = node_version()
    if version < OLDEST_NODE:
        skip(f'Node is of version {version}')
    with tempfile.TemporaryDirectory(prefix='autosell-node-') as folder:
        fetch(folder)
        cloud = subprocess.Popen([sys.argv[1], '--state', os.path.join(folder, 'state')], stdout=subprocess.PIPE, text=True)
        try:
            base = cloud.stdout.readline().strip()
            status = subprocess.run(['node', 'client.mjs', base], cwd=folder, timeout=60, stdin=subprocess.DEVNULL).returncode
        finally:
            cloud.send_signal(signal.SIGTERM)
            cloud.wait(10)
    return status


sys.exit(main())

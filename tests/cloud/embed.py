#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""embed.py FILE HEADER NAME: a text file as a C string."""
import json
import sys

source, header, name = sys.argv[1:]
with open(source, encoding='utf-8') as file:
    lines = file.read().splitlines(keepends=True)
with open(header, 'w', encoding='utf-8') as file:
    file.write('static const char %s[] =\n' % name)
    for line in lines:
        file.write('  %s\n' % json.dumps(line, ensure_ascii=False))
    file.write(';\n')

# SPDX-License-Identifier: GPL-2.0-or-later
"""Is a pipeline valid by GitLab's JSON Schema?

  gitlab_validate.py SCHEMA FILE

Prints what is wrong. Exit: 0 nothing, 1 something.
"""

import json
import sys

import jsonschema
import yaml

with open(sys.argv[1], encoding="utf-8") as stream:
    SCHEMA = json.load(stream)
with open(sys.argv[2], encoding="utf-8") as stream:
    ERRORS = list(jsonschema.Draft7Validator(SCHEMA).iter_errors(yaml.safe_load(stream)))
for error in ERRORS:
    print(*error.absolute_path, error.message[:200])
sys.exit(1 if ERRORS else 0)

# SPDX-License-Identifier: GPL-2.0-or-later
"""What a workflow of ours must be, beyond what the schemas ask for: only keys that we mean,
least permissions, official actions, time limits, and no text of others in a command.

  workflow_check.py FILE

Prints what is wrong, a line each. Exit: 0 nothing, 1 something.
"""

import re
import sys

from workflow import Workflow

ACTION = re.compile(r"actions/(checkout|cache|upload-artifact|download-artifact)@v[0-9]+")

GITHUB_KEYS = {
    "workflow": "name on env permissions concurrency defaults jobs",
    "job": "needs if runs-on timeout-minutes container permissions steps",
    "step": "name uses if with env run",
}
GITLAB_KEYS = {
    "job": "extends image timeout interruptible before_script cache script after_script "
           "rules allow_failure artifacts",
    "artifacts": "when expire_in paths reports",
    "cache": "key paths when",
    "rule": "if when allow_failure",
    "workflow": "rules auto_cancel",
}


def unknown(keys, level, mapping, where):
    for key in mapping:
        if key not in keys[level].split():
            yield f"{where}: {key}: no key of a {level}"


def check_step(step, where):
    yield from unknown(GITHUB_KEYS, "step", step, where)
    if "uses" in step and not ACTION.fullmatch(step["uses"]):
        yield f"{where}: {step['uses']}: not an official action of a major version"
    if "${{" in step.get("run", ""):
        yield f"{where}: an expression within a command: hand it over as env"


def check_github(workflow):
    # YAML 1.1 reads "on" as true.
    document = {"on" if key is True else key: value
                for key, value in workflow.document.items()}
    yield from unknown(GITHUB_KEYS, "workflow", document, "workflow")
    if document.get("permissions") != {"contents": "read"}:
        yield "workflow: it may do more than read"
    if document.get("concurrency", {}).get("cancel-in-progress") is not True:
        yield "workflow: an outdated run goes on"
    for name, job in document["jobs"].items():
        yield from unknown(GITHUB_KEYS, "job", job, name)
        if "timeout-minutes" not in job:
            yield f"{name}: no time limit"
        if job.get("permissions", {}) not in ({}, {"pull-requests": "write"}):
            yield f"{name}: it may do more than comment"
        if "container" in job and "permissions" in job:
            yield f"{name}: what it builds and boots may write"
        for number, step in enumerate(job["steps"], 1):
            yield from check_step(step, f"{name}, step {number}")


def check_gitlab(workflow):
    document = workflow.document
    yield from unknown(GITLAB_KEYS, "workflow", document.get("workflow", {}), "workflow")
    for name, job in document.items():
        if name in ("variables", "workflow"):
            continue
        yield from unknown(GITLAB_KEYS, "job", job, name)
        yield from unknown(GITLAB_KEYS, "artifacts", job.get("artifacts", {}), name)
        yield from unknown(GITLAB_KEYS, "cache", job.get("cache", {}), name)
        for rule in job.get("rules", []):
            yield from unknown(GITLAB_KEYS, "rule", rule, name)
        if "extends" not in job and not {"timeout", "interruptible"} <= job.keys():
            yield f"{name}: no time limit, or an outdated run goes on"


def main(path):
    workflow = Workflow(path)
    problems = list((check_github if workflow.is_github else check_gitlab)(workflow))
    for problem in problems:
        print(f"{path}: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the commands of a job of a workflow, as they stand there, and does what GitHub or
GitLab would do between them: conditions, artefacts.

  workflow_run.py FILE JOB WORKSPACE ARTIFACTS [NAME=VALUE...]

  WORKSPACE   the checkout; commands run there
  ARTIFACTS   gets the artefacts, and has those of jobs before
  NAME=VALUE  a setting, in place of the one in the file; or GitHub's input (inputs.new_base)

Exit: that of the first step that failed, 0 where the CI would let it pass; 125: the workflow
wants something that is not known here, or that is not there.
"""

import os
import shutil
import subprocess
import sys

from workflow import Workflow

UNKNOWN = 125


def give_up(text):
    print("workflow_run: " + text, file=sys.stderr)
    sys.exit(UNKNOWN)


def is_wanted(condition, settings, failed):
    """GitHub's conditions, as far as the examples have any."""
    new_base = settings.get("inputs.new_base") == "true"
    known = {
        "": not failed,
        "always()": True,
        "startsWith(env.KERNEL, 'tree:')":
            not failed and settings["KERNEL"].startswith("tree:"),
        "inputs.new_base": not failed and new_base,
        "${{ !inputs.new_base }}": not failed and not new_base,
    }
    if condition not in known:
        give_up(f"a condition that is not known here: {condition}")
    return known[condition]


def copy(path, target, failed=False):
    """Of a job that failed an artefact may be missing, of another not: that is our own rule."""
    if not os.path.exists(path):
        if failed:
            return
        give_up(f"{path}: an artefact that is not there")
    if os.path.isdir(path):
        shutil.copytree(path, target, dirs_exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(path, target)


def act(step, artifacts, failed):
    action = step.uses.split("@")[0]
    stored = os.path.join(artifacts, step.options.get("name", ""))
    if action == "actions/upload-artifact":
        if "path" not in step.options:
            give_up(f"{step.name}: no path")
        copy(step.options["path"], stored, failed)
    elif action == "actions/download-artifact":
        copy(stored, step.options["path"])
    elif action not in ("actions/checkout", "actions/cache"):
        give_up(f"{action}: an action that is not known here")


def run(step, settings):
    env = {**os.environ, **{name: str(value) for name, value in settings.items()
                            if "." not in name}}
    for name, value in step.env.items():
        env[name] = str(value).replace("${{ github.token }}", "a-token-of-github")
    print(f"--- {step.name}", flush=True)
    return subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c",
                           step.script], env=env, check=False,
                          stdin=subprocess.DEVNULL).returncode


def keep(job, artifacts, failed):
    """GitLab's artefacts."""
    if not job.artifacts or failed and job.artifacts.get("when") != "always":
        return
    paths = job.artifacts["paths"] + list(job.artifacts.get("reports", {}).values())
    for path in paths:
        copy(path, os.path.join(artifacts, path), failed)


def main(path, name, workspace, artifacts, *assignments):
    workflow = Workflow(path)
    job = workflow.jobs[name]
    settings = {**workflow.env, **dict(text.split("=", 1) for text in assignments)}
    artifacts = os.path.abspath(artifacts)
    os.chdir(workspace)
    code = 0
    for step in job.steps:
        if not is_wanted(step.condition, settings, code != 0):
            continue
        if step.uses:
            act(step, artifacts, code != 0)
            continue
        status = run(step, settings)
        if not step.may_fail:
            code = code or status
    keep(job, artifacts, code != 0)
    return 0 if code in job.softened else code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

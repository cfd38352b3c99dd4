# SPDX-License-Identifier: GPL-2.0-or-later
"""A workflow of GitHub Actions or GitLab CI as a list of jobs with steps: the one file that
knows how either is written down."""

import os
import re
import sys

import yaml

GITLAB_WORDS = ("variables", "workflow", "default", "stages", "include")


class Step:
    """Commands, or one of GitHub's own actions."""

    def __init__(self, name, script="", uses="", options=None, env=None, condition="",
                 may_fail=False):
        self.name, self.script, self.uses = name, script, uses
        self.options, self.env = options or {}, env or {}
        self.condition, self.may_fail = condition, may_fail


class Job:
    def __init__(self, name, steps, artifacts=None, softened=()):
        self.name, self.steps = name, steps
        self.artifacts, self.softened = artifacts or {}, softened


def github_jobs(document):
    for name, job in document["jobs"].items():
        steps = []
        for number, step in enumerate(job["steps"], 1):
            title = step.get("name", step.get("uses", f"step {number}"))
            steps.append(Step(title, step.get("run", ""), step.get("uses", ""),
                              step.get("with"), step.get("env"), str(step.get("if", ""))))
        yield Job(name, steps)


def merged(document, name):
    job = document[name]
    return {**merged(document, job["extends"]), **job} if "extends" in job else job


def gitlab_jobs(document):
    for name in document:
        if name in GITLAB_WORDS or name.startswith("."):
            continue
        job = merged(document, name)
        before_and_script = job.get("before_script", []) + job["script"]
        steps = [Step("script", "\n".join(before_and_script)),
                 Step("after_script", "\n".join(job.get("after_script", [])),
                      condition="always()", may_fail=True)]
        allowed = job.get("allow_failure", False)
        softened = allowed.get("exit_codes", ()) if isinstance(allowed, dict) else ()
        yield Job(name, [step for step in steps if step.script], job.get("artifacts"),
                  softened)


class Workflow:
    """.document: as YAML has it, .jobs by name, .env: the settings at the top."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as stream:
            self.document = yaml.safe_load(stream)
        self.is_github = "jobs" in self.document
        jobs = (github_jobs if self.is_github else gitlab_jobs)(self.document)
        self.jobs = {job.name: job for job in jobs}
        self.env = self.document["env" if self.is_github else "variables"]


def write_scripts(path, directory):
    """Each step's commands as a file for shellcheck."""
    for job in Workflow(path).jobs.values():
        for number, step in enumerate(job.steps, 1):
            if not step.script:
                continue
            name = re.sub(r"\W+", "-", f"{job.name} {number} {step.name}")
            with open(os.path.join(directory, name + ".sh"), "w", encoding="utf-8") as stream:
                stream.write("#!/bin/bash\nset -eo pipefail\n" + step.script + "\n")


if __name__ == "__main__":
    write_scripts(*sys.argv[1:])

// SPDX-License-Identifier: GPL-2.0-or-later
// What GitHub's own parser has to say about a workflow: prints its errors, exits with 1 where
// there are any. To be run where the package is, by workflow_schemas.sh.
import { readFileSync } from "node:fs";
import { register } from "node:module";

// The parser is made for bundlers: it imports JSON without saying so.
const hook = `export const load = (url, context, next) => next(url, url.endsWith(".json") ?
	{ ...context, importAttributes: { type: "json" } } : context);`;
register("data:text/javascript," + encodeURIComponent(hook));

const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } =
	await import("@actions/workflow-parser");
const path = process.argv[2];
const file = { name: path, content: readFileSync(path, "utf8") };
const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
if (value)
	await convertWorkflowTemplate(context, value);
const errors = context.errors.getErrors();
for (const error of errors)
	console.log(error.message);
process.exit(errors.length ? 1 : 0);

/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Makes text from a result file harmless: to a terminal, on a Markdown, HTML or LaTeX page,
 * in a file of plot data or of values. Such text comes from whoever wrote the file.
 */
#ifndef ANALYSIS_ESCAPE_H
#define ANALYSIS_ESCAPE_H

/**
 * escape_terminal() - text in which nothing moves a cursor, colours or turns around
 *
 * Control characters (C0, DEL, C1), invisible and direction-changing Unicode, and bytes
 * that are not UTF-8 become \xNN, one for each byte. The text stays on one line.
 *
 * Return: a new string, or NULL without memory.
 */
char *escape_terminal(const char *text);

/**
 * escape_markdown() - as escape_terminal(), and nothing is Markdown or HTML either
 *
 * Return: a new string, or NULL without memory.
 */
char *escape_markdown(const char *text);

/**
 * escape_xml() - as escape_terminal(), and it is text in an element or an attribute
 *
 * Return: a new string, or NULL without memory.
 */
char *escape_xml(const char *text);

/**
 * escape_latex() - as escape_terminal(), and it is text of a paragraph or of a table
 *
 * Return: a new string, or NULL without memory.
 */
char *escape_latex(const char *text);

/**
 * escape_csv() - as escape_terminal(), quoted where RFC 4180 asks for it, and what a
 * spreadsheet would take for a formula begins with an apostrophe
 *
 * Return: a new string, or NULL without memory.
 */
char *escape_csv(const char *text);

#endif

"use strict";
// Sorts a table by a column: a click on its heading, or Enter. Without scripts it stays as it is.
for (const table of document.querySelectorAll("table")) {
	const body = table.tBodies[0];
	const rows = Array.from(body.rows);
	if (rows.length < 3 || rows.some((row) => row.querySelector("[colspan],[rowspan]")))
		continue;
	const heads = Array.from(table.tHead.rows).flatMap((row) => Array.from(row.cells))
		.filter((cell) => cell.colSpan === 1);
	// Which column a heading stands above: groups come first in the row above it.
	const place = (head) => {
		const left = head.offsetLeft + head.offsetWidth / 2;
		return Array.from(rows[0].cells).findIndex(
			(cell) => left >= cell.offsetLeft && left < cell.offsetLeft + cell.offsetWidth);
	};
	const value = (row, column) => {
		const text = row.cells[column].textContent.trim();
		const number = parseFloat(text);
		return Number.isNaN(number) ? text : number;
	};
	const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b :
		typeof a === typeof b ? String(a).localeCompare(String(b)) : typeof a === "number" ? -1 : 1;
	for (const head of heads) {
		head.tabIndex = 0;
		head.setAttribute("aria-sort", "none");
		const sort = () => {
			const column = place(head);
			if (column < 0)
				return;
			const down = head.getAttribute("aria-sort") === "ascending";
			for (const other of heads)
				other.setAttribute("aria-sort", "none");
			head.setAttribute("aria-sort", down ? "descending" : "ascending");
			const sorted = rows.map((row) => [value(row, column), row])
				.sort((a, b) => down ? compare(b[0], a[0]) : compare(a[0], b[0]));
			body.append(...sorted.map((pair) => pair[1]));
		};
		head.addEventListener("click", sort);
		head.addEventListener("keydown", (event) => { if (event.key === "Enter") sort(); });
	}
}

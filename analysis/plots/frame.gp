# SPDX-License-Identifier: GPL-2.0-or-later
#
# What stands around all plots, and how their data are read. Stands between style.gp and a
# plot's own script.
#
# Data: blocks between two empty lines each.
#   first:  a row each: title; words at the x axis; words at the y axis; number of series;
#           number of panels; their headings; number of lines of the foot; those lines
#   others: a series each, lines before points. First row: label, colour, dash (0: points
#           without a line), panel. Other rows: what the plot's script says

stats DATA index 0 every ::0::0 using (title_text = strcol(1), 0) nooutput
stats DATA index 0 every ::1::1 using (x_text = strcol(1), 0) nooutput
stats DATA index 0 every ::2::2 using (y_text = strcol(1), 0) nooutput
stats DATA index 0 every ::3::3 using (series_count = int(column(1)), 0) nooutput
stats DATA index 0 every ::4::4 using (panel_count = int(column(1)), 0) nooutput

array panel_text[panel_count + 1]
panel_text[panel_count + 1] = ''
do for [i = 1:panel_count] {
    stats DATA index 0 every ::i+4::i+4 using (panel_text[i] = strcol(1), 0) nooutput
}
foot_row = 5 + panel_count
stats DATA index 0 every ::foot_row::foot_row using (foot_count = int(column(1)), 0) nooutput
array foot[foot_count + 1]
foot[foot_count + 1] = ''
do for [i = 1:foot_count] {
    stats DATA index 0 every ::i+foot_row::i+foot_row using (foot[i] = strcol(1), 0) nooutput
}

# One more than there are: gnuplot looks at the first turn of a loop that has none.
array label[series_count + 1]
array colour[series_count + 1]
array dash[series_count + 1]
array panel[series_count + 1]
label[series_count + 1] = ''
colour[series_count + 1] = 1
dash[series_count + 1] = 1
panel[series_count + 1] = 0
do for [i = 1:series_count] {
    stats DATA index i every ::0::0 using \
        (label[i] = strcol(1), colour[i] = int(column(2)), dash[i] = int(column(3)), \
         panel[i] = int(column(4)), 0) nooutput
}

# What a line of text takes of the height.
LINE = 1.3 * FONT_SIZE / HEIGHT

# The key names the series of the first panel, in columns below the title.
# gnuplot leaves out of a key what has no room: no more columns than the longest name lets.
key_count = 0
key_longest = 0
do for [i = 1:series_count] {
    key_count = key_count + (panel[i] == 1)
    key_longest = panel[i] == 1 && strlen(label[i]) > key_longest ? strlen(label[i]) : key_longest
}
# What gnuplot takes of a column in SVG; the last one needs no more than its words.
key_room = int((0.96 * WIDTH / FONT_SIZE + 0.15 * key_longest) / (0.75 * (key_longest + 5.5)))
key_columns = key_count > 12 ? 4 : key_count > 6 ? 3 : key_count > 3 ? 2 : 1
key_columns = key_room < 1 ? 1 : key_room < key_columns ? key_room : key_columns
key_rows = (key_count + key_columns - 1) / key_columns
set key at screen 0.012, screen 1 - 2.2 * LINE left top vertical Left reverse \
    samplen 3 width 1 maxrows key_rows
set label 100 title_text at screen 0.012, screen 1 offset 0, character -1.2 \
    left noenhanced font title_font

# A field is never empty: "-" is none.
set xlabel (x_text eq '-' ? '' : x_text) noenhanced
set ylabel (y_text eq '-' ? '' : y_text) noenhanced
set tmargin (panel_count > 1 ? 4.2 : 3) + 1.05 * key_rows
set bmargin (x_text eq '-' ? 3 : 4.2) + 0.95 * foot_count
do for [i = 1:foot_count] {
    set label i foot[i] at screen 0.012, character 0.8 + 0.95 * (foot_count - i) \
        left noenhanced font foot_font textcolor rgb '#444444'
}

# The series of each panel as lists of words: lines, and points without. gnuplot looks at the
# first turn of a loop that has none: of_word() and if_word() make nothing of the empty word.
array lines[panel_count + 1]
array points[panel_count + 1]
do for [p = 1:panel_count] {
    lines[p] = ''
    points[p] = ''
    do for [i = 1:series_count] {
        if (panel[i] == p && dash[i]) { lines[p] = lines[p] . sprintf(' %d', i) }
        if (panel[i] == p && !dash[i]) { points[p] = points[p] . sprintf(' %d', i) }
    }
}
of_word(w) = strlen(w) ? int(w) : 1
if_word(w, value) = strlen(w) ? value : NaN
dash_of(w) = DASH[dash[of_word(w)] ? dash[of_word(w)] : 1]
colour_of(w) = COLOUR[colour[of_word(w)]]
label_of(w) = strlen(w) ? label[of_word(w)] : ''

# Panels stand side by side; what stands once is drawn with the first.
panel_left(p) = (p - 1.0) / panel_count
PANEL_WIDTH = 1.0 / panel_count

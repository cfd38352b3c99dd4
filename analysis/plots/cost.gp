# SPDX-License-Identifier: GPL-2.0-or-later
#
# The cost of one allocation, free or touch by size, a line an allocator; published costs as points.
#
# Data: blocks between two empty lines each.
#   first:  a row each: title; text of the y axis; number of series; number of lines of
#           the foot; those lines
#   others: a series each, lines before points. First row: label, colour, dash (0: points
#           without a line). Other rows: size in bytes, cost

stats DATA index 0 every ::0::0 using (title_text = strcol(1), 0) nooutput
stats DATA index 0 every ::1::1 using (y_text = strcol(1), 0) nooutput
stats DATA index 0 every ::2::2 using (series_count = int(column(1)), 0) nooutput
stats DATA index 0 every ::3::3 using (foot_count = int(column(1)), 0) nooutput

array foot[foot_count]
do for [i = 1:foot_count] {
    stats DATA index 0 every ::i+3::i+3 using (foot[i] = strcol(1), 0) nooutput
}

# One more than there are: gnuplot looks at the first turn of a loop that has none.
array label[series_count + 1]
array colour[series_count + 1]
array dash[series_count + 1]
label[series_count + 1] = ''
colour[series_count + 1] = 1
dash[series_count + 1] = 1
line_count = 0
size_low = 1e300
size_high = 0
do for [i = 1:series_count] {
    stats DATA index i every ::0::0 using \
        (label[i] = strcol(1), colour[i] = int(column(2)), dash[i] = int(column(3)), 0) \
        nooutput
    line_count = dash[i] ? i : line_count
    stats DATA index i every ::1 using 1 name 'SIZE' nooutput
    size_low = SIZE_min < size_low ? SIZE_min : size_low
    size_high = SIZE_max > size_high ? SIZE_max : size_high
}

# Powers of 4, or of 2 where the sizes span little, or of 16 where they span much.
octaves = log(size_high / size_low) / log(2)
step = octaves < 8 ? 1 : octaves > 24 ? 4 : 2
set logscale x 2
set xtics () textcolor rgb '#222222'
do for [exponent = 0:40:step] {
    set xtics add (iec_text(exponent) 2.0 ** exponent)
}
set xrange [size_low / 1.6 : size_high * 1.6]
set xlabel 'size asked for'

set logscale y 10
set format y '%.0f'
set mytics 10
set ylabel y_text noenhanced

set label 100 title_text at screen 0.015, screen 0.965 \
    left noenhanced font title_font
key_rows = line_count > 0 && line_count < 6 ? line_count : 6
set key at screen 0.015, screen 0.94 left top vertical Left reverse samplen 4 width 2 \
    maxrows key_rows
set tmargin 3.4 + 1.1 * (series_count < key_rows ? series_count : key_rows)

set bmargin 5 + 0.95 * foot_count
do for [i = 1:foot_count] {
    set label i foot[i] at screen 0.015, character 0.8 + 0.95 * (foot_count - i) \
        left noenhanced font foot_font textcolor rgb '#444444'
}

plot for [i = 1:line_count] DATA index i every ::1 using 1:2 \
    with linespoints linecolor rgb COLOUR[colour[i]] linewidth 1.5 \
    dashtype DASH[dash[i]] pointtype POINT[colour[i]] title label[i] noenhanced, \
    for [i = line_count + 1:series_count] DATA index i every ::1 using 1:2 \
    with points linecolor rgb COLOUR[colour[i]] linewidth 1.2 \
    pointtype HOLLOW[colour[i]] title label[i] noenhanced

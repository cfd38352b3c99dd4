# SPDX-License-Identifier: GPL-2.0-or-later
#
# A logarithmic x axis of sizes, which are the first column of each series: as many powers of
# two as their names leave room for.
size_low = 1e300
size_high = 0
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 1 name 'SIZE' nooutput
    size_low = SIZE_min < size_low ? SIZE_min : size_low
    size_high = SIZE_max > size_high ? SIZE_max : size_high
}
octaves = log(size_high / size_low) / log(2) + 1
rooms = 0.8 * WIDTH / panel_count / (5.5 * FONT_SIZE)
step = octaves < rooms ? 1 : octaves < 2 * rooms ? 2 : octaves < 4 * rooms ? 4 : \
    octaves < 5 * rooms ? 5 : octaves < 8 * rooms ? 8 : 10
set logscale x 2
set xtics () textcolor rgb '#222222'
do for [exponent = 0:47:step] {
    set xtics add (iec_text(exponent) 2.0 ** exponent)
}
set xrange [size_low / 1.6 : size_high * 1.6]

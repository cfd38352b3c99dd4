# SPDX-License-Identifier: GPL-2.0-or-later
#
# A logarithmic x axis of sizes, which are the first column of each series: powers of 4, or of
# 2 where the sizes span little, or of 16 where they span much.
size_low = 1e300
size_high = 0
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 1 name 'SIZE' nooutput
    size_low = SIZE_min < size_low ? SIZE_min : size_low
    size_high = SIZE_max > size_high ? SIZE_max : size_high
}
octaves = log(size_high / size_low) / log(2) * (panel_count > 1 ? panel_count : 1)
step = octaves < 8 ? 1 : octaves > 72 ? 8 : octaves > 24 ? 4 : 2
set logscale x 2
set xtics () textcolor rgb '#222222'
do for [exponent = 0:47:step] {
    set xtics add (iec_text(exponent) 2.0 ** exponent)
}
set xrange [size_low / 1.6 : size_high * 1.6]

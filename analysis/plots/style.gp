# SPDX-License-Identifier: GPL-2.0-or-later
#
# How all plots look: palette, dashes, points, grid, tics of sizes. Stands first, with ARG1 the
# file of data, ARG2 the terminal (svg, png, pdf, eps), ARG3 and ARG4 width and height in CSS
# pixels, ARG5 and ARG6 the font and its size; what is not given is as allocstat has it.
#
# No text of a result stands in a script: all of it comes from columns of the data file and
# is never "enhanced", so that nothing in it is a command or markup.

set encoding utf8
set datafile separator "\t"
set datafile commentschars ""

DATA = ARG1
WIDTH = ARGC > 2 ? real(ARG3) : 900
HEIGHT = ARGC > 3 ? real(ARG4) : 600
FONT = ARGC > 4 ? ARG5 : 'DejaVu Sans'
FONT_SIZE = ARGC > 5 ? real(ARG6) : 12

# Of a PNG each pixel is four. Cairo's fonts are in points, of which three are four pixels.
if (ARG2 eq 'png') {
    SCALE = 2
    UNIT = 1.5
    set pointsize 2 * FONT_SIZE / 12
    set terminal pngcairo size 2 * WIDTH, 2 * HEIGHT linewidth 2 \
        font sprintf('%s,%g', FONT, FONT_SIZE * UNIT)
} else { if (ARG2 eq 'pdf') {
    SCALE = 1
    UNIT = 0.75
    set pointsize 0.6 * FONT_SIZE / 12
    set terminal pdfcairo size WIDTH / 96 in, HEIGHT / 96 in linewidth 1.3 fontscale 1 \
        font sprintf('%s,%g', FONT, FONT_SIZE * UNIT)
} else { if (ARG2 eq 'eps') {
    SCALE = 1
    UNIT = 0.75
    set pointsize 0.6 * FONT_SIZE / 12
    set terminal epscairo size WIDTH / 96 in, HEIGHT / 96 in linewidth 1.3 fontscale 1 \
        font sprintf('%s,%g', FONT, FONT_SIZE * UNIT)
} else {
    SCALE = 1
    UNIT = 1
    set pointsize 0.85 * FONT_SIZE / 12
    FONT = FONT . ', Arial, sans-serif'
    set terminal svg size WIDTH, HEIGHT dynamic background rgb 'white' name 'allocbench' \
        linewidth 1.3 font sprintf('%s,%g', FONT, FONT_SIZE)
} } }
title_font = sprintf('%s,%g', ARG2 eq 'svg' || ARGC < 2 ? \
    word(FONT, 1) eq 'DejaVu' ? 'DejaVu Sans Bold, Arial, sans-serif' : FONT : FONT . ' Bold', \
    FONT_SIZE * UNIT * 1.17)
foot_font = sprintf('%s,%g', FONT, FONT_SIZE * UNIT * 0.83)

# Okabe and Ito's colours, told apart by colour-blind readers too; the book's four first.
array COLOUR = [0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x000000]
array POINT = [7, 5, 9, 13, 11, 15, 3]
array HOLLOW = [6, 4, 8, 12, 10, 14, 2]
array DASH = [1, 2, 4, 5, 3]

set border 3 linecolor rgb '#444444' linewidth 0.6
set tics nomirror out scale 0.6 textcolor rgb '#222222' noenhanced
set grid xtics ytics linecolor rgb '#c4c4c4' linewidth 0.8 dashtype 1
set key noenhanced

# A power of two in IEC units: 12 is "4 KiB".
iec_unit(exponent) = word('B KiB MiB GiB TiB', exponent / 10 + 1)
iec_text(exponent) = sprintf('%d %s', 2 ** (exponent % 10), iec_unit(exponent))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""TAP: the power is cut while the driver writes to an ext4 file system on a virtio disk.
Each record that it had brought to the disk (fsync has returned) is there after the next
boot, and --resume goes on from there.

    power_cut.py [--soak] GUEST-POWER DRIVER DEBUG-KERNEL BUILD

The disk is harsher than a QEMU that is killed: QEMU logs each write and flush, and of what
was written after the last flush a random part is lost. guest_power.c is the machine's init.
"""
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

BOOT_SECONDS = 180
# From the first record on: some three runs.
LONGEST_WAIT = 8.0
DISK_BYTES = 24 << 20
SECTOR = 512
FLUSH, FUA, DISCARD = 1, 2, 4


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def pack(directory):
    names = subprocess.run(['find', '.'], cwd=directory, check=True, stdout=subprocess.PIPE)
    return subprocess.run(['cpio', '-o', '-H', 'newc', '--quiet'], cwd=directory, check=True,
                          input=names.stdout, stdout=subprocess.PIPE).stdout


def make_initramfs(work, files):
    root = os.path.join(work, 'root')
    for directory in ('dev', 'proc', 'sys', 'run', 'disk'):
        os.makedirs(os.path.join(root, directory))
    for name, source in files.items():
        shutil.copy(source, os.path.join(root, name))
        os.chmod(os.path.join(root, name), 0o755)
    return pack(root)


def add_promise(work, initramfs, promise):
    """Not on the command line: --resume wants the same one in each boot."""
    directory = os.path.join(work, 'promise')
    os.makedirs(directory, exist_ok=True)
    with open(os.path.join(directory, 'promise'), 'w', encoding='ascii') as file:
        file.write(promise)
    with open(os.path.join(work, 'initramfs'), 'wb') as file:
        file.write(initramfs + pack(directory))


def make_disk(path):
    with open(path, 'wb') as disk:
        disk.truncate(DISK_BYTES)
    subprocess.run(['mkfs.ext4', '-q', '-F', path], check=True)


def entries(log):
    """The log of QEMU's blklogwrites: (flags, byte, data) of each write and flush."""
    log.seek(SECTOR)
    while True:
        header = log.read(SECTOR)
        if len(header) < 32:
            return
        sector, count, flags, _ = struct.unpack_from('<QQQQ', header)
        if not count and not flags:
            return
        yield flags, sector * SECTOR, b'' if flags & DISCARD else log.read(count * SECTOR)


def cut(disk, log, chance):
    """Writes to the disk what it would have kept. Returns how many writes it lost."""
    with open(log, 'rb') as log_file:
        logged = list(entries(log_file))
    flushes = [i for i, (flags, _, _) in enumerate(logged) if flags & FLUSH]
    durable = flushes[-1] if flushes else -1
    lost = 0
    with open(disk, 'r+b') as file:
        for i, (flags, at, data) in enumerate(logged):
            if i > durable and not flags & FUA and chance.random() < 0.5:
                lost += bool(data)
                continue
            file.seek(at)
            file.write(data)
    return lost


def start_qemu(work, kernel):
    arguments = [
        'qemu-system-x86_64', '-accel', 'tcg', '-icount', 'shift=6,sleep=off',
        '-rtc', 'base=utc,clock=vm', '-cpu', 'qemu64', '-m', '256', '-nodefaults',
        '-no-user-config', '-display', 'none', '-monitor', 'none', '-no-reboot',
        '-serial', f'file:{work}/console', '-serial', f'file:{work}/line',
        '-blockdev', f'driver=file,node-name=base,filename={work}/base',
        '-blockdev', f'driver=file,node-name=log,filename={work}/log',
        '-blockdev', 'driver=blklogwrites,node-name=disk,file=base,log=log',
        '-device', 'virtio-blk-pci,drive=disk',
        '-kernel', kernel, '-initrd', f'{work}/initramfs',
        '-append', 'console=ttyS0 panic=-1 nokaslr no_timer_check']
    return subprocess.Popen(arguments, stdin=subprocess.DEVNULL)


def lines_of(work):
    """Whole lines only."""
    try:
        with open(os.path.join(work, 'line'), encoding='utf-8', errors='replace') as file:
            return file.read().split('\n')[:-1]
    except FileNotFoundError:
        return []


def await_driver(work, machine):
    deadline = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < deadline and machine.poll() is None:
        lines = lines_of(work)
        if 'running' in lines or any(line.startswith('lost') for line in lines):
            return
        time.sleep(0.1)


class Powered:
    """One machine with its disk, and what it was promised."""

    def __init__(self, work, kernel, initramfs, chance):
        self.work, self.kernel, self.initramfs = work, kernel, initramfs
        self.chance = chance
        self.disk = os.path.join(work, 'disk')
        self.promise = '0:0'
        self.finished = self.lost_writes = self.held = 0
        self.records = []
        make_disk(self.disk)

    def prepare(self):
        shutil.copy(self.disk, os.path.join(self.work, 'base'))
        with open(os.path.join(self.work, 'log'), 'wb') as log:
            log.truncate(1 << 30)
        for name in ('line', 'console'):
            if os.path.exists(os.path.join(self.work, name)):
                os.unlink(os.path.join(self.work, name))

    def boot_and_cut(self):
        """Returns what is wrong, or None."""
        self.prepare()
        expected = self.promise
        add_promise(self.work, self.initramfs, expected)
        machine = start_qemu(self.work, self.kernel)
        await_driver(self.work, machine)
        time.sleep(self.chance.uniform(0, LONGEST_WAIT))
        machine.send_signal(signal.SIGKILL)
        machine.wait()
        self.lost_writes += cut(self.disk, os.path.join(self.work, 'log'), self.chance)
        self.held += expected != '0:0'
        return self.judge(lines_of(self.work))

    def judge(self, lines):
        for line in lines:
            word, *rest = line.split(' ')
            if word.startswith('lost'):
                return line
            if word == 'found':
                self.records.append(int(rest[1]))
            if word == 'synced':
                self.promise = f'{rest[0]}:{rest[1]}'
            if word == 'finished':
                self.finished += 1
                self.promise = '0:0'
        return None if 'running' in lines else 'the driver never ran'


def main():
    is_soak = sys.argv[1] == '--soak'
    guest, driver, debug_kernel, build = sys.argv[-4:]
    seed = int(os.environ.get('SOAK_SEED', '1'))
    for program in ('qemu-system-x86_64', 'mkfs.ext4', 'cpio'):
        if not shutil.which(program):
            skip(f'no {program}')
    found = subprocess.run([debug_kernel, '--built', 'plain'], stdout=subprocess.PIPE, text=True)
    tree = found.stdout.strip()
    if found.returncode:
        skip('the plain debug kernel is not built: run ci/debug-kernel plain')
    modules = [os.path.join(build, 'kmod', name, 'allocbench.ko')
               for name in os.listdir(os.path.join(build, 'kmod'))
               if name.startswith(f'tree-{os.path.basename(tree)}-')]
    if not modules:
        skip(f'no module for it: run ci/get-kernel --module tree:{tree}')

    with tempfile.TemporaryDirectory(dir='/dev/shm' if os.path.isdir('/dev/shm') else None) as work:
        initramfs = make_initramfs(work, {'init': guest, 'driver': driver,
                                          'allocbench.ko': modules[0]})
        machine = Powered(work, os.path.join(tree, 'arch/x86/boot/bzImage'), initramfs,
                          random.Random(seed))
        cuts, wrong = 0, None
        while cuts < (100 if is_soak else 3) and not wrong:
            wrong = machine.boot_and_cut()
            cuts += 1
        if wrong:
            print(f'# cut {cuts}: {wrong}')
            with open(os.path.join(work, 'console'), errors='replace') as console:
                for line in console.read().split('\n')[-20:]:
                    print(f'# {line}')
    print(f'{"not " if wrong else ""}ok 1 - what fsync had promised is there after each power cut, '
          'can be read, and --resume goes on')
    print(f'{"" if machine.held else "not "}ok 2 - there were promises to keep')
    print(f'# figure: seed of the power cuts: {seed}')
    print(f'# figure: power cuts: {cuts}')
    print(f'# figure: power cuts before which something had been promised: {machine.held}')
    print(f'# figure: writes that were lost with the power: {machine.lost_writes}')
    print(f'# figure: most records found after a cut: {max(machine.records, default=0)}')
    print(f'# figure: results finished in spite of the cuts: {machine.finished}')
    print('1..2')
    return 1 if wrong or not machine.held else 0


sys.exit(main())

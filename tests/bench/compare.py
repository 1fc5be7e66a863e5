"""compare.py PROGRAMS RECORDINGS ROUNDS: times our readers beside other parsers, in one run.

Every engine is a process of its own that loads the documents, and for each line on its standard
input reads all of them once and prints "CPU-SECONDS ROWS CELLS". The engines take turns, round for
round, so that what slows the machine for a while slows all of them; what is compared is the ratio
within a round, of which the median is printed with its range. CPU time is that of the process.
"""

import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


class Engine:
    def __init__(self, name, command, documents):
        self.name = name
        self.process = subprocess.Popen(command + documents, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.seconds = []
        self.found = None
        self.peak = None

    def round(self, counts):
        self.process.stdin.write('\n')
        self.process.stdin.flush()
        words = self.process.stdout.readline().split()
        if len(words) != 3:
            sys.exit(f'{self.name} broke off')
        self.found = tuple(words[1:])
        if counts:
            self.seconds.append(float(words[0]))

    def end(self):
        self.process.stdin.close()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = status
        self.peak = usage.ru_maxrss / 1024


def compare(title, documents, unit, engines, pairs, rounds):
    size = sum(os.path.getsize(path) for path in documents)
    print(f'\n{title}: {len(documents)} {unit}, {size / 1e6:.1f} MB, {rounds} rounds')
    running = {name: Engine(name, command, documents) for name, command in engines.items()}
    for turn in range(rounds + 1):  # the first warms up
        for engine in running.values():
            engine.round(turn > 0)
    for engine in running.values():
        engine.end()
        median = statistics.median(engine.seconds)
        print(f'  {engine.name:28} {len(documents) / median:9.0f} {unit}/s {size / 1e6 / median:8.1f} '
              f'MB/s  peak {engine.peak:6.1f} MiB')
    for ours, theirs in pairs:
        ratios = sorted(b / a for a, b in zip(running[ours].seconds, running[theirs].seconds))
        print(f'  {ours} is {statistics.median(ratios):.2f} times as fast as {theirs} '
              f'[{ratios[0]:.2f}..{ratios[-1]:.2f}]')
    return running


def main():
    programs, recordings, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    ours = os.path.join(programs, 'ours')
    peers = ['/usr/bin/python3', '-B', os.path.join(HERE, 'peers.py')]

    def documents(folder):
        path = os.path.join(recordings, folder)
        return sorted(os.path.join(path, name) for name in os.listdir(path))

    print("Head and table: a document's number, title, totals, and its participant table as acts with "
          "identities\nand kinds, checked against the totals; the other engines' rows are cells of text. "
          'All of it: notes,\npredecessors, declarations and annexes too. Tree: a parse alone, of which '
          'nothing is read.')
    pages = compare(
        'Pages', documents('html'), 'pages',
        {'ours, head and table': [ours, 'table'], 'ours, all of it': [ours, 'reading'],
         'libxml2, tree': [os.path.join(programs, 'libxml2')], 'lxml, tree': peers + ['lxml'],
         'lxml, rows': peers + ['lxml-rows'], 'bs4 on lxml, rows': peers + ['bs4-rows']},
        [('ours, head and table', 'lxml, rows'), ('ours, head and table', 'bs4 on lxml, rows'),
         ('ours, all of it', 'lxml, tree'), ('ours, all of it', 'libxml2, tree')], rounds)
    documents_of_xml = compare(
        'XML', documents('xml'), 'documents',
        {'ours, head and table': [ours, 'table'], 'ours, all of it': [ours, 'reading'],
         'pugixml, tree': [ours, 'pugixml'], 'lxml, tree': peers + ['lxml']},
        [('ours, head and table', 'pugixml, tree'), ('ours, head and table', 'lxml, tree'),
         ('ours, all of it', 'pugixml, tree'), ('ours, all of it', 'lxml, tree')], rounds)

    if documents_of_xml['ours, head and table'].found != documents_of_xml['ours, all of it'].found:
        sys.exit('head and table of the XML have other rows or acts than all of it')
    found = {name: engine.found for name, engine in pages.items() if engine.found != ('0', '0')}
    rows, cells = found['lxml, rows']
    if set(found.values()) != {(rows, cells)}:
        sys.exit(f'they do not find the same rows and dated cells: {found}')
    print(f'\nAll that read rows find the same: {rows} rows, {cells} dated cells. '
          'Peak memory holds the documents too.')


main()

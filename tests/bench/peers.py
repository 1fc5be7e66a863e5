"""peers.py TASK FILE...: what Python programs read a document with, as an engine of compare.py.

Tasks: lxml (a page or XML as a tree, nothing more), lxml-rows and bs4-rows (a page's head line and
the cells of its participant table as text).
"""

import sys
import time

import bs4
import lxml.etree
import lxml.html

ROWS = lxml.etree.XPath('//table[contains(@id, "tblgrid")]//tr')
TITLE = lxml.etree.XPath('//*[contains(@id, "rptTreaty_ctl00_tcTreaty")]')


def folded(text):
    return ' '.join(text.split())


def is_xml(document):
    return document.lstrip().startswith(b'<?xml')


def tree(document):
    if is_xml(document):
        lxml.etree.fromstring(document, lxml.etree.XMLParser(recover=True))
    else:
        lxml.html.document_fromstring(document)
    return 0, 0


def rows_by_lxml(document):
    root = lxml.html.document_fromstring(document)
    titles = [folded(node.text_content()) for node in TITLE(root)]
    rows = [[folded(cell.text_content()) for cell in row] for row in ROWS(root)][1:]
    return len(rows), count_dates(rows) if titles else 0


def rows_by_bs4(document):
    soup = bs4.BeautifulSoup(document, 'lxml')
    title = soup.find(id=lambda i: i and i.endswith('rptTreaty_ctl00_tcTreaty'))
    table = soup.find('table', id=lambda i: i and 'tblgrid' in i)
    rows = [[folded(cell.get_text()) for cell in row.find_all('td')]
            for row in table.find_all('tr')][1:]
    return len(rows), count_dates(rows) if title else 0


def count_dates(rows):
    return sum(1 for row in rows for cell in row[1:] if cell)


TASKS = {'lxml': tree, 'lxml-rows': rows_by_lxml, 'bs4-rows': rows_by_bs4}


def main():
    task = TASKS[sys.argv[1]]
    documents = []
    for path in sys.argv[2:]:
        with open(path, 'rb') as file:
            documents.append(file.read())
    for _ in sys.stdin:
        begun = time.process_time()
        counts = [task(document) for document in documents]
        spent = time.process_time() - begun
        print(f'{spent:f} {sum(c[0] for c in counts)} {sum(c[1] for c in counts)}', flush=True)


main()

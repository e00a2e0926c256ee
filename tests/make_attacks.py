#!/usr/bin/env python3
"""Documents that mean harm, one folder each, and the table of what is to become of them.

    make_attacks.py FOLDER

Writes FOLDER/attacks.txt: a line "NAME STATUS CODE ARGUMENT..." for each, to be run inside FOLDER/NAME as `bantin build ARGUMENT...`;
CODE is the code of the message that must be said ("-": none). A secret stands in FOLDER/secret and in FOLDER/NAME/../secret.txt; it must
never come out.
"""
import os
import socket
import struct
import sys
import zlib

SECRET = 'bi-mat-khong-duoc-doc'
ROWS = []


def attack(name, code, status=1, arguments='bai.xml'):
    """One row of the table: the function makes the files, inside the attack's own folder."""
    def register(make):
        ROWS.append((name, code, status, arguments, make))
        return make
    return register


def put(path, content):
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as out:
        out.write(content if isinstance(content, bytes) else content.encode())


HEAD = '<head><title>Bài</title></head>'
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'


def article(body='<p>a</p>', before='', head=HEAD, attributes=''):
    put('bai.xml', f'{before}<article xml:lang="vi" {attributes}>{head}<body>{body}</body></article>')


def photo(src):
    article(f'<p>a</p><figure><photo src="{src}" alt="a"/><caption>Ảnh</caption></figure>')


def include(href, more='', body='<p>a</p>'):
    article(f'{body}<xi:include href="{href}" {more}/>', attributes=XI)


# ---- entities and document types ----
for entity in ('SYSTEM "file:///etc/passwd"', 'SYSTEM "../secret.txt"', 'SYSTEM "http://127.0.0.1:1/x"', 'PUBLIC "a" "../secret.txt"',
               'SYSTEM "php://filter/read=x/resource=/etc/passwd"', 'SYSTEM "/proc/self/environ"'):
    @attack(f'entity-external-{len(ROWS)}', 'xml-external-entity')
    def make(entity=entity):
        article('<p>&x;</p>', f'<!DOCTYPE article [<!ENTITY x {entity}>]>')


@attack('entity-unparsed', 'xml-entity')
def make():
    article('<p>&x;</p>', '<!DOCTYPE article [<!NOTATION b SYSTEM "b"><!ENTITY x SYSTEM "../secret.txt" NDATA b>]>')


@attack('entity-external-in-attribute', 'xml-external-entity')
def make():
    article('<figure><photo src="&x;" alt="a"/></figure>', '<!DOCTYPE article [<!ENTITY x SYSTEM "../secret.txt">]>')


@attack('entity-parameter-external', 'xml-external-entity')
def make():
    article('<p>&x;</p>', '<!DOCTYPE article [<!ENTITY % p SYSTEM "../secret.txt"> %p;]>')


@attack('entity-parameter', 'xml-entity')
def make():
    article('<p>a</p>', '<!DOCTYPE article [<!ENTITY % p "<!ENTITY x \'y\'>"> %p;]>')


@attack('doctype-external', 'xml-dtd-ignored', 0)
def make():
    article(before='<!DOCTYPE article SYSTEM "http://127.0.0.1:1/a.dtd">')


@attack('doctype-external-file', 'xml-entity')
def make():
    put('a.dtd', '<!ENTITY x "y">')
    article('<p>&x;</p>', '<!DOCTYPE article SYSTEM "a.dtd">')


def laughs(levels, width=10):
    return '<!DOCTYPE article [<!ENTITY a0 "ha">' + ''.join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * width}">' for i in range(1, levels)) + ']>'


@attack('entity-billion-laughs', 'xml-entity-bomb')
def make():
    article('<p>&a29;</p>', laughs(30))


@attack('entity-billion-laughs-in-attribute', 'xml-entity-bomb')
def make():
    article('<p id="&a29;">a</p>', laughs(30))


@attack('entity-quadratic', 'xml-entity-bomb')
def make():
    article('<p>' + '&a;' * 50000 + '</p>', f'<!DOCTYPE article [<!ENTITY a "{"x" * 60000}">]>')


@attack('entity-of-itself', 'xml-entity-bomb')
def make():
    article('<p>&a;</p>', '<!DOCTYPE article [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')


@attack('entity-empty-many', 'xml-entity-bomb')
def make():
    article('<p>' + '&a;' * 200000 + '</p>', '<!DOCTYPE article [<!ENTITY a "">]>')


@attack('entity-with-tags', 'xml-entity')
def make():
    article('<p>&a;</p>', '<!DOCTYPE article [<!ENTITY a "<b>x</b>">]>')


# ---- size and depth ----
@attack('nesting', 'xml-too-deep')
def make():
    article('<p>' + '<b>' * 50000 + 'x' + '</b>' * 50000 + '</p>')


@attack('nesting-open', 'xml-too-deep')
def make():
    put('bai.xml', '<article>' * 1000000)


@attack('attributes-many', 'schema-unknown-attribute')
def make():
    article('<p ' + ' '.join(f'a{i}="1"' for i in range(20000)) + '>a</p>')


@attack('file-large', 'file-too-large')
def make():
    article()
    with open('bai.xml', 'r+b') as out:
        out.truncate(3 << 30)


@attack('bytes-zero', 'xml-not-text')
def make():
    put('bai.xml', b'<article>\0</article>')


@attack('encoding-utf7', 'xml-tags')
def make():
    put('bai.xml', '<?xml version="1.0" encoding="UTF-7"?>+ADw-article+AD4-')


@attack('encoding-shell', 'xml-encoding')
def make():
    put('bai.xml', '<?xml version="1.0" encoding="../../../../tmp/x"?><article/>')


@attack('archive-as-xml', 'xml-not-text')
def make():
    put('bai.xml', b'PK\3\4' + b'\0' * 100)


@attack('gzip-as-xml', 'xml-encoding')
def make():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    put('bai.xml', packer.compress(b'<article>' + b' ' * (1 << 26)) + packer.flush())


# ---- includes ----
for href in ('../secret.txt', '../../../../../../etc/passwd', '/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:1/a.xml', '%2e%2e/secret.txt',
             'x/../../secret.txt', '\\\\server\\share\\a.xml', 'C:/Windows/win.ini'):
    @attack(f'include-outside-{len(ROWS)}', 'include-outside')
    def make(href=href):
        os.mkdir('x')
        include(href, 'parse="text"')


@attack('include-link-outside', 'include-outside')
def make():
    os.symlink('../secret.txt', 'a.txt')
    include('a.txt', 'parse="text"')


@attack('include-folder-link-outside', 'include-outside')
def make():
    os.symlink('..', 'x')
    include('x/secret.txt', 'parse="text"')


@attack('include-itself', 'include-circle')
def make():
    include('bai.xml')


@attack('include-each-other', 'include-circle')
def make():
    include('b.xml')
    put('b.xml', f'<box {XI}><xi:include href="c.xml"/></box>')
    put('c.xml', f'<box {XI}><xi:include href="b.xml"/></box>')


@attack('include-chain', 'include-circle')
def make():
    include('b0.xml')
    for i in range(100):
        put(f'b{i}.xml', f'<box {XI}><xi:include href="b{i + 1}.xml"/></box>')
    put('b100.xml', '<p>a</p>')


@attack('include-doubling', 'include-too-much')
def make():
    include('b0.xml')
    for i in range(28):
        put(f'b{i}.xml', f'<box {XI}>' + f'<xi:include href="b{i + 1}.xml"/>' * 10 + '</box>')
    put('b28.xml', '<p>a</p>')


@attack('include-pipe', 'file-unreadable')
def make():
    os.mkfifo('a.txt')
    include('a.txt', 'parse="text"')


@attack('include-folder', 'file-unreadable')
def make():
    os.mkdir('b.xml')
    include('b.xml')


@attack('article-outside', 'article-outside')
def make():
    put('bai.xml', f'<publication kind="bulletin">{HEAD}<part><article href="../secret.xml"/></part></publication>')


@attack('article-link-outside', 'article-outside')
def make():
    os.symlink('../secret.xml', 'b.xml')
    put('bai.xml', f'<publication kind="bulletin">{HEAD}<part><article href="b.xml"/></part></publication>')


# ---- what a photo may name ----
for src in ('/dev/zero', '/dev/stdin', '../secret.jpg', 'file:///etc/passwd', 'http://127.0.0.1:1/a.jpg', '/proc/self/environ', '%2e%2e/secret.jpg',
            'data:image/png;base64,AAAA', '//server/share/a.jpg'):
    @attack(f'photo-outside-{len(ROWS)}', 'photo-outside')
    def make(src=src):
        photo(src)


for target in ('/dev/zero', '../secret.jpg', '/proc/self/fd/0'):
    @attack(f'photo-link-{len(ROWS)}', 'photo-outside')
    def make(target=target):
        os.symlink(target, 'a.jpg')
        photo('a.jpg')


@attack('photo-pipe', 'photo-missing')
def make():
    os.mkfifo('a.jpg')
    photo('a.jpg')


@attack('photo-socket', 'photo-missing')
def make():
    socket.socket(socket.AF_UNIX).bind('a.jpg')
    photo('a.jpg')


@attack('photo-folder', 'photo-missing')
def make():
    os.mkdir('a.jpg')
    photo('a.jpg')


@attack('photo-link-to-itself', 'photo-missing')
def make():
    os.symlink('a.jpg', 'a.jpg')
    photo('a.jpg')


@attack('photo-name-long', 'photo-missing')
def make():
    photo('a/' * 5000 + 'a.jpg')


@attack('photo-name-control', 'photo-missing')
def make():
    photo('a&#x9b;31m&#x85;&#x202e;gpj.exe')


# ---- photos themselves ----
def chunk(kind, content):
    return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))


def png(width, height, depth=8, kind=2, data=None, more=b'', interlace=0):
    if data is None:
        data = zlib.compress(b'\0' * 100000, 9)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, depth, kind, 0, 0, interlace)) + more + \
        chunk(b'IDAT', data) + chunk(b'IEND', b'')


def zeros(length):
    packer = zlib.compressobj(9)
    return b''.join([packer.compress(bytes(1 << 20)) for _ in range(length >> 20)]) + packer.flush()


@attack('png-pixels', 'photo-too-large')
def make():
    put('a.png', png(100000, 100000))
    photo('a.png')


@attack('png-side', 'photo-too-large')
def make():
    put('a.png', png(0x7fffffff, 1))
    photo('a.png')


@attack('png-memory', 'photo-too-large')
def make():
    put('a.png', png(13000, 13000, 16, 6, b'\x78\x01' + bytes(3 << 20), interlace=1))
    photo('a.png')


@attack('png-promises', 'photo-truncated')
def make():
    put('a.png', png(13000, 13000))
    photo('a.png')


@attack('png-profile-bomb', 'photo-profile', 0)
def make():
    put('a.png', png(1200, 900, data=zlib.compress((b'\0' + b'\x80' * 3600) * 900), more=chunk(b'iCCP', b'a\0\0' + zeros(1 << 27))))
    photo('a.png')


@attack('png-text-bomb', '-', 0)
def make():
    put('a.png', png(1200, 900, data=zlib.compress((b'\0' + b'\x80' * 3600) * 900), more=chunk(b'zTXt', b'a\0\0' + zeros(1 << 27))))
    photo('a.png')


def jpeg(width, height, tail=b'\xff\xd9'):
    huffman = b'\xff\xc4\0\x14\0\1' + bytes(15) + b'\0'
    return b'\xff\xd8\xff\xdb\0\x43\0' + b'\1' * 64 + b'\xff\xc0\0\x0b\x08' + struct.pack('>HH', height, width) + b'\1\1\x11\0' + huffman + \
        huffman.replace(b'\x14\0', b'\x14\x10') + b'\xff\xda\0\x08\1\1\0\0\x3f\0' + b'\0' * 16 + tail


@attack('jpeg-pixels', 'photo-too-large')
def make():
    put('a.jpg', jpeg(65535, 65535))
    photo('a.jpg')


@attack('jpeg-cut', 'photo-truncated')
def make():
    put('a.jpg', jpeg(100, 100, b''))
    photo('a.jpg')


@attack('jpeg-empty', 'photo-unreadable')
def make():
    put('a.jpg', b'')
    photo('a.jpg')


def tiff(width, height, data=b'\0' * 64, compression=1):
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, compression), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1),
            (278, 4, 1, height), (279, 4, 1, len(data))]
    return b'II*\0' + struct.pack('<I', 8 + len(data)) + data + struct.pack('<H', len(tags)) + \
        b''.join(struct.pack('<HHII' if kind == 4 else '<HHIHxx', tag, kind, count, value) for tag, kind, count, value in tags) + bytes(4)


@attack('tiff-pixels', 'photo-too-large')
def make():
    put('a.tif', tiff(100000, 100000))
    photo('a.tif')


@attack('tiff-deflate-bomb', 'photo-truncated')
def make():
    put('a.tif', tiff(9000, 9000, zlib.compress(b'\0' * 1000), 8))
    photo('a.tif')


@attack('photo-html', 'photo-format')
def make():
    put('a.jpg', b'<html><script>alert(1)</script>')
    photo('a.jpg')


@attack('photo-svg', 'photo-format')
def make():
    put('a.svg', '<!DOCTYPE svg [<!ENTITY x SYSTEM "../secret.txt">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>')
    photo('a.svg')


@attack('photo-postscript', 'photo-format')
def make():
    put('a.jpg', b'%!PS-Adobe-3.0 EPSF-3.0\n(../secret.txt) (r) file')
    photo('a.jpg')


# ---- layouts ----
@attack('layout-outside', 'layout-outside')
def make():
    put('bai.xml', f'<publication kind="bulletin" layout="../khac.xml">{HEAD}<part><article>{HEAD}<body><p>a</p></body></article></part></publication>')


@attack('layout-link-outside', 'layout-outside')
def make():
    os.symlink('../khac.xml', 'b.xml')
    put('bai.xml', f'<publication kind="bulletin" layout="b.xml">{HEAD}<part><article>{HEAD}<body><p>a</p></body></article></part></publication>')


@attack('layout-entities', 'layout-doctype', 1, 'bai.xml --layout b.xml')
def make():
    article()
    put('b.xml', laughs(30).replace('DOCTYPE article', 'DOCTYPE layout') + '<layout>&a29;</layout>')


@attack('layout-device', 'layout-missing', 1, 'bai.xml --layout /dev/zero')
def make():
    article()


@attack('layout-pipe', 'layout-missing', 1, 'bai.xml --layout ./b.xml')
def make():
    article()
    os.mkfifo('b.xml')


@attack('layout-of-itself', 'layout-circle', 1, 'bai.xml --layout b.xml')
def make():
    article()
    put('b.xml', '<layout name="b" extends="c.xml"/>')
    put('c.xml', '<layout name="c" extends="b.xml"/>')


# ---- what is to be built ----
@attack('input-pipe', 'file-unreadable', 1)
def make():
    os.mkfifo('bai.xml')


@attack('input-device', 'file-unreadable', 1, '/dev/zero')
def make():
    pass


@attack('input-link-outside', 'input-outside', 1, 'so-bao')
def make():
    os.mkdir('so-bao')
    os.symlink('../../secret.xml', 'so-bao/bai.xml')


@attack('output-is-a-link', '-', 0)
def make():
    article()
    os.mkdir('out')
    os.symlink('../../victim', 'out/bai.print.pdf')


# ---- disguises ----
def encoded(bom, encoding, declared):
    put('bai.xml', bom + f'<?xml version="1.0" encoding="{declared}"?><article>{HEAD}<body><p>a</p></body></article>'.encode(encoding))


for name, bom, encoding, declared, code in (('big-as-little', b'\xff\xfe', 'utf-16-be', 'UTF-16', 'xml-malformed'),
                                            ('little-as-big', b'\xfe\xff', 'utf-16-le', 'UTF-16', 'xml-malformed'),
                                            ('8-as-16', b'\xff\xfe', 'utf-8', 'UTF-8', 'xml-malformed'), ('16-as-8', b'\xef\xbb\xbf', 'utf-16-le', 'UTF-16', 'xml-encoding')):
    @attack(f'encoding-mark-{name}', code)
    def make(bom=bom, encoding=encoding, declared=declared):
        encoded(bom, encoding, declared)


@attack('encoding-half-pairs', 'xml-encoding')
def make():
    put('bai.xml', b'\xff\xfe' + '<article><head><title>'.encode('utf-16-le') + b'\x00\xd8' * 9 + '</title></head></article>'.encode('utf-16-le'))


@attack('encoding-overlong', 'xml-encoding')
def make():
    put('bai.xml', b'<article><head><title>\xc0\xbcb\xc0\xbe</title></head></article>')


@attack('gzip-included', 'xml-encoding')
def make():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    put('b.xml', packer.compress(b'<p>' + b' ' * (1 << 26)) + packer.flush())
    include('b.xml')


@attack('gzip-included-as-text', 'xml-encoding')
def make():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    put('b.txt', packer.compress(b'a' * (1 << 26)) + packer.flush())
    include('b.txt', 'parse="text"')


@attack('gzip-as-layout', 'layout-xml', 1, 'bai.xml --layout b.xml')
def make():
    article()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    put('b.xml', packer.compress(b'<layout>' + b' ' * (1 << 26)) + packer.flush())


@attack('stylesheet', '-', 0)
def make():
    article(before='<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:1/a.xsl"?><?xml-model href="../secret.txt"?><?php readfile("../secret.txt");?>')


@attack('schema-location', '-', 0)
def make():
    article(attributes='xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="../secret.txt"')


# ---- document types that do more than name entities ----
@attack('entity-path-in-attribute', 'photo-outside')
def make():
    article('<figure><photo src="&x;" alt="a"/></figure>', '<!DOCTYPE article [<!ENTITY x "../secret.jpg">]>')


@attack('doctype-default-attribute', 'schema-missing-attribute')
def make():
    article('<figure><photo alt="a"/></figure>', '<!DOCTYPE article [<!ATTLIST photo src CDATA "../secret.jpg">]>')


@attack('doctype-deep-model', 'xml-too-long')
def make():
    article(before='<!DOCTYPE article [<!ELEMENT article ' + '(' * 100000 + 'a' + ')' * 100000 + '>]>')


@attack('doctype-open', 'xml-malformed')
def make():
    put('bai.xml', '<!DOCTYPE article [' + '<!ENTITY a "b">' * 100000)


# ---- bases and addresses ----
@attack('include-base', 'include-missing')
def make():
    article(f'<box xml:base="../" {XI}><xi:include href="secret.txt" parse="text"/></box>')


@attack('include-base-address', 'include-missing')
def make():
    article(f'<box xml:base="http://127.0.0.1:1/" {XI}><xi:include href="../../secret.txt" parse="text"/></box>')


@attack('include-fallback-outside', 'include-outside')
def make():
    article(f'<xi:include {XI} href="khong-co.txt" parse="text"><xi:fallback><xi:include href="../secret.txt" parse="text"/></xi:fallback></xi:include>')


@attack('include-pointer', 'include-outside')
def make():
    include('../secret.xml', 'xpointer="xpointer(//p)"')


@attack('include-large', 'file-too-large')
def make():
    put('a.txt', 'a')
    with open('a.txt', 'r+b') as out:
        out.truncate(3 << 30)
    include('a.txt', 'parse="text"')


@attack('include-memory', 'include-outside')
def make():
    os.symlink('/proc/self/mem', 'a.txt')
    include('a.txt', 'parse="text"')


for href in ('http://127.0.0.1:1/a.xml', 'file:///etc/passwd', '/dev/zero'):
    @attack(f'article-outside-{len(ROWS)}', 'article-outside')
    def make(href=href):
        put('bai.xml', f'<publication kind="bulletin">{HEAD}<part><article href="{href}"/></part></publication>')


@attack('publication-of-itself', 'schema-root')
def make():
    put('bai.xml', f'<publication kind="bulletin">{HEAD}<part><article href="bai.xml"/></part></publication>')


@attack('publication-of-a-pipe', 'file-unreadable')
def make():
    os.mkfifo('b.xml')
    put('bai.xml', f'<publication kind="bulletin">{HEAD}<part><article href="b.xml"/></part></publication>')


@attack('publication-of-one-many-times', 'job-time', 1, 'bai.xml --time-limit 2')
def make():
    put('b.xml', f'<article>{HEAD}<body>' + '<p>Một đoạn văn.</p>' * 2000 + '</body></article>')
    put('bai.xml', f'<publication kind="bulletin">{HEAD}<part>' + '<article href="b.xml"/>' * 20000 + '</part></publication>')


for href, code, status in (('javascript:alert(1)', 'href-scheme', 0), ('JaVaScript:alert(1)', 'href-scheme', 0), ('file:///etc/passwd', 'href-scheme', 0),
                           ('data:text/html,x', 'href-scheme', 0), ('&#x1;javascript:alert(1)', 'xml-malformed', 1), ('../../x.exe', 'href-relative', 0)):
    @attack(f'link-{len(ROWS)}', code, status)
    def make(href=href):
        article(f'<p><a href="{href}">x</a></p>')


# ---- very long ----
MUCH = 10000000
for name, body, code in (('path', f'<figure><photo src="{"a/" * MUCH}" alt="a"/></figure>', 'xml-too-long'),
                         ('alt', f'<figure><photo src="a" alt="{"a " * MUCH}"/></figure>', 'xml-too-long'), ('name', f'<{"a" * MUCH}/>', 'xml-too-long'),
                         ('id', f'<p id="{"a" * MUCH}">a</p>', 'xml-too-long'), ('comment', f'<!--{"-a" * MUCH}--><p>&x;</p>', 'xml-entity'),
                         ('instruction', f'<?a {"b" * MUCH}?><p>&x;</p>', 'xml-entity')):
    @attack(f'long-{name}', code)
    def make(body=body):
        article(body)


@attack('text-marks', 'text-marks', 0)
def make():
    article('<p>a' + '\u0301' * 1000000 + '</p>')


@attack('text-word', 'word-split', 0)
def make():
    article('<p>' + 'a' * 300000 + '</p>')


@attack('table-wide', 'table-too-wide')
def make():
    article('<table><row>' + '<cell colspan="999">a</cell>' * 2000 + '</row></table>')


@attack('photo-memory', 'photo-outside')
def make():
    os.symlink('/proc/self/mem', 'a.jpg')
    photo('a.jpg')


@attack('photo-links-to-each-other', 'photo-missing')
def make():
    os.symlink('b.jpg', 'a.jpg')
    os.symlink('a.jpg', 'b.jpg')
    photo('a.jpg')


@attack('photo-folder-links-to-itself', 'photo-format')
def make():
    os.symlink('.', 'a')
    photo('a/' * 39 + 'bai.xml')


@attack('photo-large', 'photo-unreadable')
def make():
    put('a.jpg', b'\xff\xd8\xff')
    with open('a.jpg', 'r+b') as out:
        out.truncate(3 << 30)
    photo('a.jpg')


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.makedirs(sys.argv[1], exist_ok=True)
    os.chdir(sys.argv[1])
    put('secret.txt', SECRET)
    put('secret.xml', f'<article>{HEAD}<body><p>{SECRET}</p></body></article>')
    put('secret.jpg', SECRET)
    put('khac.xml', f'<layout name="{SECRET}"/>')
    put('victim', 'as it was')
    with open('attacks.txt', 'w', encoding='utf-8') as table:
        for name, code, status, arguments, make in ROWS:
            os.mkdir(name)
            os.chdir(name)
            make()
            os.chdir('..')
            table.write(f'{name} {status} {code} {arguments}\n')


main()

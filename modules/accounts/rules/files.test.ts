import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { disposition, safeName, typeOf } from './files.ts';

const latin = (text: string) => Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)));
const kindOf = (head: Uint8Array): string => {
  const kind = typeOf(head);
  return kind.ok ? kind.value.mediaType : kind.code;
};
const pdf = { mediaType: 'application/pdf', endings: ['pdf'] };

describe('typeOf', () => {
  test('ACC-11 a file is what its first bytes say', () => {
    const docx = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w/>') });
    const cases: [head: Uint8Array, expected: string][] = [
      [latin('%PDF-1.7\n'), 'application/pdf'],
      [latin('\x89PNG\r\n\x1a\n....'), 'image/png'],
      [latin('\xff\xd8\xff\xe0'), 'image/jpeg'],
      [latin('RIFF1234WEBPVP8 '), 'image/webp'],
      [docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      [zipSync({ 'a.txt': strToU8('a') }), 'application/zip'],
      [latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'application/x-ole-storage'],
      [strToU8('Код;Наименование\n1;Ромашка'), 'text/plain'],
      [strToU8('<?xml version="1.0"?><Файл/>'), 'application/xml'],
      [new Uint8Array(), 'accounts.file_empty'],
      [latin('MZ\x90\0\x03'), 'accounts.file_kind'],
      [latin('\x7fELF\x02\x01'), 'accounts.file_kind'],
      [latin('#!/bin/sh\nrm'), 'accounts.file_kind'],
      [latin('<!DOCTYPE html><script>alert(1)</script>'), 'accounts.file_kind'],
      [latin('\xef\xbb\xbf  <html>'), 'accounts.file_kind'],
      [latin('<?xml version="1.0"?><!-- a --><svg onload="x">'), 'accounts.file_kind'],
      [latin('<svg xmlns="http://www.w3.org/2000/svg">'), 'accounts.file_kind'],
    ];
    for (const [head, expected] of cases)
      assert.equal(kindOf(head), expected, String.fromCharCode(...head.slice(0, 20)));
  });
});

describe('safeName', () => {
  test('ACC-11 names keep no folders, signs of systems or turned text, and end as their type does', () => {
    const cases: [given: string, kept: string][] = [
      ['Счёт № 5.pdf', 'Счёт № 5.pdf'],
      ['../../etc/passwd', 'passwd.pdf'],
      ['C:\\temp\\акт.PDF', 'акт.pdf'],
      ['setup.exe', 'setup.exe.pdf'],
      ['a<b>:"|?*.pdf', 'a_b______.pdf'],
      ['invoice\u202Efdp.exe', 'invoicefdp.exe.pdf'],
      ['CON.pdf', '_CON.pdf'],
      ['.htaccess', 'htaccess.pdf'],
      ['', 'file.pdf'],
      ['...', 'file.pdf'],
    ];
    for (const [given, kept] of cases) assert.equal(safeName(given, pdf), kept, given);
    assert.equal([...safeName(`${'я'.repeat(500)}.pdf`, pdf)].length, 124);
  });

  test('ACC-11 any name gives a header that cannot be broken out of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (given) => {
        const name = safeName(given, pdf);
        assert.match(name, /^[^/\\<>:"|?*\p{Cc}]+\.pdf$/u);
        assert.match(disposition(name), /^attachment; filename="[^"\\%\r\n]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/);
      }),
    );
  });
});

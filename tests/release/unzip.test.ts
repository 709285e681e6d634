import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzip } from './unzip';

/** A zip archive with one deflated and one stored file, written by hand after the format's description. */
function archiveOf(files: { name: string; body: string; isStored: boolean }[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, body, isStored } of files) {
    const packed = isStored ? Buffer.from(body) : deflateRawSync(Buffer.from(body));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(isStored ? 0 : 8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

describe('unzip', () => {
  it('reads deflated and stored files by their path', () => {
    const files = unzip(
      archiveOf([
        { name: 'a/one.txt', body: 'one one one', isStored: false },
        { name: 'two.txt', body: 'two', isStored: true },
      ]),
    );
    expect([...files].map(([name, body]) => [name, body.toString()])).toEqual([
      ['a/one.txt', 'one one one'],
      ['two.txt', 'two'],
    ]);
  });

  it('refuses what is no archive', () => {
    expect(() => unzip(Buffer.alloc(100))).toThrow('not a zip archive');
  });
});

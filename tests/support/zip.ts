import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;

/** The files of a small zip without a comment, by name. */
export function readZip(file: string): Map<string, Buffer> {
	const zip = readFileSync(file);
	const end = zip.length - END_BYTES;
	if (zip.readUInt32LE(end) !== END) throw new Error(`${file} is not a plain zip`);
	const files = new Map<string, Buffer>();
	let at = zip.readUInt32LE(end + 16);
	for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
		const nameBytes = zip.readUInt16LE(at + 28);
		const name = zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
		files.set(name, contentOf(zip, at));
		at += ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
	}
	return files;
}

function contentOf(zip: Buffer, at: number): Buffer {
	const local = zip.readUInt32LE(at + 42);
	const begin = local + LOCAL_BYTES + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
	const bytes = zip.subarray(begin, begin + zip.readUInt32LE(at + 20));
	return zip.readUInt16LE(at + 10) === STORED ? bytes : inflateRawSync(bytes);
}

// The EXIF block of a JPEG, taken over into the smaller picture that is made of it: the server
// reads time and place from the file it keeps, as the camera wrote them.

const SOI = 0xffd8;
const APP1 = 0xffe1;
const SOS = 0xffda;
const ORIENTATION = 0x0112;

/** The EXIF segment of a JPEG with its marker, or nothing. */
export function exifOf(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== SOI) return undefined;
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker < 0xff00 || marker === SOS || length < 2) return undefined;
    const end = at + 2 + length;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 10));
    if (marker === APP1 && name === 'Exif\0\0') return end <= bytes.length ? bytes.slice(at, end) : undefined;
    at = end;
  }
  return undefined;
}

/** The smaller picture with that segment, told to be shown upright: it was drawn so already. */
export function withExif(picture: Uint8Array, segment: Uint8Array): Uint8Array {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  if (picture.length < 2 || view.getUint16(0) !== SOI) return picture;
  const upright = turnedUpright(segment);
  const joined = new Uint8Array(picture.length + upright.length);
  joined.set(picture.subarray(0, 2), 0);
  joined.set(upright, 2);
  joined.set(picture.subarray(2), 2 + upright.length);
  return joined;
}

function turnedUpright(segment: Uint8Array): Uint8Array {
  const copy = segment.slice();
  const tiff = 10;
  const view = new DataView(copy.buffer);
  if (copy.length < tiff + 8) return copy;
  const little = view.getUint16(tiff) === 0x4949;
  const first = tiff + view.getUint32(tiff + 4, little);
  if (first + 2 > copy.length) return copy;
  const entries = view.getUint16(first, little);
  for (let index = 0; index < entries; index += 1) {
    const entry = first + 2 + index * 12;
    if (entry + 12 > copy.length) break;
    if (view.getUint16(entry, little) === ORIENTATION) view.setUint16(entry + 8, 1, little);
  }
  return copy;
}

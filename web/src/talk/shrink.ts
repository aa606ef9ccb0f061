// A photo of a phone has 3 to 50 MB: the page makes it smaller before it is sent, and keeps what
// it tells of time and place.

import { exifOf, withExif } from './exif';

/** Bytes above which a picture is made smaller. */
export const SHRINK_FROM = 1_500_000;
/** The longer side of what is sent, in pixels: a wall and a page of A4 show no more. */
export const SIDE_MAX = 2560;
/** Bytes at the beginning of a photo in which its EXIF block lies. */
const HEAD_BYTES = 256 * 1024;

export interface Prepared {
  blob: Blob;
  name: string;
  /** The size of the original, where it was made smaller. */
  shrunkFrom?: number;
}

/** Width and height that fit, or nothing where they do already. */
export function fitted(width: number, height: number): { width: number; height: number } | undefined {
  const longer = Math.max(width, height);
  if (longer <= SIDE_MAX) return undefined;
  const share = SIDE_MAX / longer;
  return { width: Math.round(width * share), height: Math.round(height * share) };
}

/** The file as it is sent. What cannot be drawn here is sent as it is: the server says why not. */
export async function prepared(file: File): Promise<Prepared> {
  const as_is = { blob: file, name: file.name };
  if (!file.type.startsWith('image/') || file.size <= SHRINK_FROM) return as_is;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return as_is;
  }
  const size = fitted(bitmap.width, bitmap.height) ?? { width: bitmap.width, height: bitmap.height };
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.86));
  if (!small || small.size >= file.size) return as_is;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const segment = exifOf(head);
  const bytes = new Uint8Array(await small.arrayBuffer());
  const whole = segment ? withExif(bytes, segment) : bytes;
  const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`;
  return { blob: new Blob([whole as BlobPart], { type: 'image/jpeg' }), name, shrunkFrom: file.size };
}

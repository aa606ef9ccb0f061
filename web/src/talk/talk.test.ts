import { describe, expect, it } from 'vitest';

import { exifOf, withExif } from './exif';
import { sizeText } from './files';
import { fitted } from './shrink';

/** A JPEG with an EXIF block of one entry: the orientation. */
function photo(little: boolean, orientation: number): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(26));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  tiff.setUint16(10, 0x0112, little);
  tiff.setUint16(12, 3, little);
  tiff.setUint32(14, 1, little);
  tiff.setUint16(18, orientation, little);
  const block = [...'Exif\0\0'].map((letter) => letter.charCodeAt(0));
  const length = 2 + block.length + 26;
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xe1, length >> 8, length & 255, ...block, ...new Uint8Array(tiff.buffer), 0xff, 0xda, 0, 2]);
}

describe('a photo made smaller', () => {
  it('keeps the EXIF block of the original, turned upright', () => {
    for (const little of [true, false]) {
      const segment = exifOf(photo(little, 6));
      expect(segment?.length).toBe(36);
      const small = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
      const joined = withExif(small, segment ?? new Uint8Array());
      expect([...joined.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe1]);
      expect([...joined.subarray(joined.length - 2)]).toEqual([0xff, 0xd9]);
      const again = exifOf(joined) ?? new Uint8Array();
      expect(new DataView(again.buffer).getUint16(10 + 18, little)).toBe(1);
    }
  });

  it('has nothing to keep where there is nothing', () => {
    expect(exifOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toBeUndefined();
    expect(exifOf(new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2]))).toBeUndefined();
    expect(exifOf(new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0x45]))).toBeUndefined();
    expect(exifOf(new Uint8Array())).toBeUndefined();
    const png = new Uint8Array([0x89, 0x50]);
    expect(withExif(png, new Uint8Array([1]))).toBe(png);
  });

  it('fits its longer side', () => {
    expect(fitted(2560, 1000)).toBeUndefined();
    expect(fitted(8000, 6000)).toEqual({ width: 2560, height: 1920 });
    expect(fitted(3000, 6000)).toEqual({ width: 1280, height: 2560 });
  });
});

it('tells sizes', () => {
  expect(sizeText(1)).toBe('1 KB');
  expect(sizeText(1_500_000)).toBe('1.4 MB');
});

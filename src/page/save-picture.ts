/** Hands a PNG to the browser's own download, named by instrument and time (UTC). */
export function savePicture(document: Document, picture: Blob, symbol: string): void {
  const url = URL.createObjectURL(picture);
  const link = document.createElement('a');
  link.href = url;
  link.download = `liqlens-${symbol}-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

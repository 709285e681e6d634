/** Path of a page without the language segment that many sites put first (`/en`, `/zh-CN`, `/pt-br`, `/es-419`). */
export function pagePath(url: URL): string {
  return url.pathname.replace(/^\/[a-z]{2}(?:-[A-Za-z0-9]{2,4})?(?=\/)/, '');
}

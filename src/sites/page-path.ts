/** Path of a page without the language segment that many sites put first (`/en`, `/zh-CN`, `/pt-br`). */
export function pagePath(url: URL): string {
  return url.pathname.replace(/^\/[a-z]{2}(?:-[A-Za-z]{2,4})?(?=\/)/, '');
}

import { expect, test } from 'vitest';
import { markupSinksIn } from './markup-sinks';

test.each([
  'a.innerHTML=b',
  'a.innerHTML += c',
  'a["innerHTML"]="x"',
  'a.outerHTML=b',
  'a.insertAdjacentHTML("beforeend",b)',
  'document.write(a)',
  'document.writeln(a)',
  'a.setHTMLUnsafe(b)',
  'Document.parseHTMLUnsafe(a)',
  'range.createContextualFragment(a)',
  'new DOMParser().parseFromString(a,"text/html")',
  'frame.srcdoc=a',
  'h("p",{dangerouslySetInnerHTML:{__html:a}})',
  'eval("a")',
  'new Function("a")',
  'setTimeout("a()",1)',
])('markupSinksIn of %s finds it', (code) => {
  expect(markupSinksIn(`x;${code};y`)).toHaveLength(1);
});

test('markupSinksIn of readings, comparisons and a timer finds nothing', () => {
  const harmless =
    'a=b.innerHTML;b.innerHTML==c||d;b.outerHTML===c;setTimeout(()=>a,1);document.body;retrieval(a)';
  expect(markupSinksIn(harmless)).toEqual([]);
});

test('markupSinksIn of what libraries bring along names them, and nothing that only looks alike', () => {
  const code = 'e.innerHTML=f.__html;g.innerHTML=`<svg xmlns="http:">`;h.innerHTML=page.text';
  expect(markupSinksIn(code)).toEqual(['preact', 'chart logo', '.innerHTML=page.text']);
});

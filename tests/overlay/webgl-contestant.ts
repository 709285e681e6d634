import type { HeatGrid } from '../../src/core/frame/heatmap-frame';

const VERTEX = `#version 300 es
in vec2 corner;
out vec2 place;
void main() { place = corner; gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0); }`;

const FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
uniform sampler2D codes;
uniform sampler2D colours;
uniform vec4 axis;
out vec4 pixel;
void main() {
  float column = axis.x + place.x * axis.y;
  float bin = (log(axis.z + place.y * axis.w));
  float code = texture(codes, vec2(bin, column)).r;
  vec4 colour = texture(colours, vec2(code, 0.5));
  pixel = vec4(colour.rgb * colour.a, colour.a);
}`;

/**
 * The other way to draw the heat, only measured: codes as a texture, axis and palette in a shader. Returns a function
 * that draws one view and waits until it is done, or null without WebGL2.
 */
export function webglContestant(
  grid: HeatGrid,
  table: Uint32Array,
  width: number,
  height: number,
): ((shift: number) => void) | null {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const gl = canvas.getContext('webgl2', { premultipliedAlpha: true });
  if (gl === null) return null;
  const program = link(gl);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  texture(gl, 0);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, grid.bins, grid.columns, 0, gl.RED, gl.UNSIGNED_BYTE, grid.salience);
  texture(gl, 1);
  const colours = new Uint8Array(table.buffer);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, colours);
  gl.uniform1i(gl.getUniformLocation(program, 'codes'), 0);
  gl.uniform1i(gl.getUniformLocation(program, 'colours'), 1);
  const axis = gl.getUniformLocation(program, 'axis');
  const one = new Uint8Array(4);
  return (shift) => {
    gl.uniform4f(axis, shift, 0.8, 1.05, 1.5);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, one);
  };
}

function texture(gl: WebGL2RenderingContext, unit: number): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
    gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) throw new Error('no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, 'corner');
  gl.linkProgram(program);
  return program;
}

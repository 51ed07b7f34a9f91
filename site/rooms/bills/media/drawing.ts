/** A picture as the model sees it: its shape, the picture itself where there is one, and the lines it is cut by. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { MediaCount } from "../../../contract";
import { number } from "../../../kit/format";

interface Size {
  width: number;
  height: number;
}

/** size: what holds where the model's rule makes it to none. */
export function renderPicture(
  { resized, grid }: Pick<MediaCount, "resized" | "grid">,
  size: Size,
  preview: string | null,
): TemplateResult {
  const { width, height } = resized ?? size;
  const cut = grid ? `, cut into ${number(grid.columns)} by ${number(grid.rows)}` : "";
  return html`<svg class="frame" viewBox="0 0 ${width} ${height}" preserveAspectRatio="xMinYMid" role="img"
    aria-label="The picture, ${number(width)} by ${number(height)} pixels${cut}">
    <rect class="paper" width=${width} height=${height}></rect>
    ${
      preview === null
        ? nothing
        : svg`<image href=${preview} width=${width} height=${height} preserveAspectRatio="none"></image>`
    }
    ${
      grid
        ? svg`<svg width=${width} height=${height} viewBox="0 0 100 100" preserveAspectRatio="none">
        <path class="under" d=${lines(grid)}></path><path class="line" d=${lines(grid)}></path></svg>`
        : nothing
    }
    <rect class="edge" width=${width} height=${height}></rect>
  </svg>`;
}

/** Across the whole, in percent. */
function lines({ x, y }: Pick<NonNullable<MediaCount["grid"]>, "x" | "y">): string {
  return [...x.map((at) => `M${at} 0V100`), ...y.map((at) => `M0 ${at}H100`)].join("");
}

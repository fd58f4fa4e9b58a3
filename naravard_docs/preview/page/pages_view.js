// The pages of the PDF as pictures, drawn by the program. Pictures that are renewed stay in their place.

const PIXELS_PER_POINT = 96 / 72;

export class PagesView {
  constructor(holder) {
    this.holder = holder;
    this.turn = 0;
  }

  async show(index, number) {
    const turn = ++this.turn;
    const reply = await fetch(`sidor/${index}?${number}`);
    if (!reply.ok) throw new Error(String(reply.status));
    const { sizes } = await reply.json();
    if (turn !== this.turn) return;
    const pictures = [...this.holder.children];
    pictures.slice(sizes.length).forEach((each) => each.remove());
    sizes.forEach(([width, height], page) => {
      const picture = pictures[page] ?? this.holder.appendChild(new Image());
      picture.loading = "lazy";
      picture.width = Math.round(width * PIXELS_PER_POINT);
      picture.height = Math.round(height * PIXELS_PER_POINT);
      picture.alt = `Sida ${page + 1} av ${sizes.length}, som bild. Orden finns i dokumentet när det visas som text.`;
      picture.src = `sida/${index}/${page}?${number}`;
    });
  }
}

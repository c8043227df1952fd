// A live number in the editor: one piece, shown with its present value.
import { InputRule, Node, PasteRule } from "../../django_prose_editor/editor.js";

const TERTULIS = /\{\{([^{}\n]{1,300})\}\}/;
const nilai = new Map(); // by reference: value, title, class

export const kenalkan = (tulis, isi) => nilai.set(tulis, isi);
export const nilaiRujukan = (tulis) => (nilai.get(tulis) || [tulis])[0];

const ganti = (Aturan, jenis, find) => new Aturan({
  find,
  handler: ({ range, match, chain }) => {
    chain().deleteRange(range).insertContentAt(range.from, { type: jenis, attrs: { tulis: match[1] } }).run();
  },
});

export const Rujukan = Node.create({
  name: "rujukan",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ objek: "" }),
  addAttributes: () => ({
    tulis: { default: "", parseHTML: (el) => el.dataset.rujukan, renderHTML: ({ tulis }) => ({ "data-rujukan": tulis }) },
  }),
  parseHTML: () => [{ tag: "span[data-rujukan]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes],
  renderText: ({ node }) => nilaiRujukan(node.attrs.tulis),
  addNodeView() {
    return ({ node }) => {
      const { tulis } = node.attrs;
      const [teks, judul = "", kelas = ""] = nilai.get(tulis) || [tulis];
      const dom = document.createElement("span");
      dom.className = `hidup keping ${kelas}`.trim();
      dom.contentEditable = "false";
      dom.title = judul;
      dom.dataset.kelas = kelas;
      dom.dataset.hasil = `${this.options.objek}.${tulis}`; // a save's answer brings the value
      dom.textContent = teks;
      return { dom, ignoreMutation: () => true };
    };
  },
  addInputRules() {
    return [ganti(InputRule, this.name, new RegExp(`${TERTULIS.source}$`))];
  },
  addPasteRules() {
    return [ganti(PasteRule, this.name, new RegExp(TERTULIS.source, "g"))];
  },
});

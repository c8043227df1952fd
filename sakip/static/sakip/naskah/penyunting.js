// The editor: a text is shown as it reads, and stands as HTML in a hidden cell that the grid saves.
import {
  Blockquote, Bold, BulletList, Code, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, HorizontalRule, Italic,
  ListItem, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
  TrailingNode, Underline, UndoRedo,
} from "../../django_prose_editor/editor.js";
import { buat, json, satu, semua } from "../kisi/alat.js";
import { Gambar, pasangUnggah } from "./gambar.js";
import { Rujukan, kenalkan } from "./rujukan.js";
import { bersihkan } from "./tempel.js";

const ALAT = {
  tebal: ["bold", (r) => r.toggleBold()],
  miring: ["italic", (r) => r.toggleItalic()],
  daftar: ["bulletList", (r) => r.toggleBulletList()],
  nomor: ["orderedList", (r) => r.toggleOrderedList()],
  kutipan: ["blockquote", (r) => r.toggleBlockquote()],
  tabel: ["", (r) => r.insertTable({ rows: 3, cols: 3, withHeaderRow: true })],
  "baris-tambah": ["", (r) => r.addRowAfter()],
  "baris-hapus": ["", (r) => r.deleteRow()],
  "kolom-tambah": ["", (r) => r.addColumnAfter()],
  "kolom-hapus": ["", (r) => r.deleteColumn()],
  gabung: ["", (r) => r.mergeOrSplit()],
  "tabel-hapus": ["", (r) => r.deleteTable()],
  urung: ["", (r) => r.undo()],
  ulang: ["", (r) => r.redo()],
};
let terakhir = null;

const ekstensi = (objek, alamat, simpan) => [
  Document, Paragraph, Text, Bold, Italic, Strike, Underline, Subscript, Superscript, Code, HardBreak, HorizontalRule,
  Heading.configure({ levels: [3, 4, 5, 6] }), BulletList, OrderedList, ListItem, Blockquote,
  Table.configure({ resizable: false }), TableRow, TableHeader, TableCell, UndoRedo, Dropcursor.configure({ color: "currentcolor" }), Gapcursor, TrailingNode,
  Rujukan.configure({ objek }), Gambar.configure({ alamat, simpan }),
];
const hitung = (penyunting) => penyunting.getText({ blockSeparator: "\n" }).split(/\s+/).filter(Boolean).length;

const pasangAlat = (alat, penyunting) => {
  const judul = satu("select", alat);
  const perintah = () => penyunting.chain().focus();
  alat.addEventListener("click", (e) => {
    const tekan = e.target.closest("[data-perintah]");
    if (tekan) ALAT[tekan.dataset.perintah][1](perintah()).run();
  });
  judul.addEventListener("change", () => {
    const tingkat = Number(judul.value);
    (tingkat ? perintah().setHeading({ level: tingkat }) : perintah().setParagraph()).run();
  });
  const segarkan = () => {
    for (const el of semua("[data-perintah]", alat)) {
      const nama = ALAT[el.dataset.perintah][0];
      if (nama) el.setAttribute("aria-pressed", String(penyunting.isActive(nama)));
    }
    const diTabel = penyunting.isActive("table");
    satu("[data-tabel]", alat).hidden = !diTabel;
    satu("[data-perintah=tabel]", alat).disabled = diTabel; // no table within a table
    judul.value = String(penyunting.isActive("heading") ? penyunting.getAttributes("heading").level : 0);
  };
  penyunting.on("selectionUpdate", segarkan);
  penyunting.on("update", segarkan);
  segarkan();
  alat.hidden = false;
};
const pasangSatu = (bidang) => {
  const markah = satu("textarea[data-kolom=teks]", bidang);
  const sel = satu("textarea[data-kaya]", bidang);
  if (!sel || markah.value !== markah.defaultValue) return null; // somebody is already writing there
  const { objek } = bidang.closest("[data-objek]").dataset;
  for (const [tulis, isi] of Object.entries(json(sel.dataset.keping) || {})) kenalkan(tulis, isi);
  const wadah = buat("div", { class: "penyunting prosa" });
  sel.before(wadah);
  const kata = satu("[data-kata]", bidang);
  const simpan = () => sel.dispatchEvent(new Event("change", { bubbles: true }));
  const penyunting = new Editor({
    element: wadah,
    injectCSS: false,
    extensions: ekstensi(objek, bidang.dataset.gambar, simpan),
    content: sel.value,
    editorProps: {
      attributes: { id: `${markah.id}-kaya`, lang: "id", spellcheck: "true", role: "textbox", "aria-multiline": "true", "aria-labelledby": bidang.dataset.nama },
      transformPastedHTML: bersihkan,
    },
    onUpdate: ({ editor }) => {
      sel.value = editor.isEmpty ? "" : editor.getHTML();
      sel.dispatchEvent(new Event("input", { bubbles: true }));
      kata.textContent = hitung(editor);
    },
    onFocus: ({ editor }) => (terakhir = editor),
    onBlur: simpan,
  });
  const ikuti = () => {
    if (sel.value !== (penyunting.isEmpty ? "" : penyunting.getHTML())) penyunting.commands.setContent(sel.value, { emitUpdate: false });
    kata.textContent = hitung(penyunting);
  };
  sel.addEventListener("kisi:tulis", ikuti);
  addEventListener("beforeunload", simpan);
  pasangAlat(satu("[data-alat-naskah]", bidang), penyunting);
  const formulir = satu("[data-unggah-gambar]", bidang);
  pasangUnggah(formulir, penyunting);
  satu("[data-buka-gambar]", bidang).addEventListener("click", () => {
    formulir.closest("details").open = true;
    satu("[type=file]", formulir).focus();
  });
  delete markah.dataset.kolom;
  sel.dataset.kolom = "html";
  for (const el of semua("[data-markdown]", bidang)) el.hidden = true;
  return { penyunting, ikuti };
};

export const pasangPenyunting = () => {
  const semuanya = semua("[data-naskah]").map(pasangSatu).filter(Boolean);
  document.addEventListener("click", (e) => {
    const tekan = e.target.closest("[data-sisip]");
    const penyunting = tekan && (terakhir || semuanya[0]?.penyunting);
    if (!penyunting) return;
    const tulis = tekan.dataset.sisip.slice(2, -2);
    kenalkan(tulis, [tekan.dataset.nilai, tekan.dataset.judul]);
    penyunting.chain().focus().insertContent({ type: "rujukan", attrs: { tulis } }).run();
  });
  return () => semuanya.forEach(({ ikuti }) => ikuti());
};

// The terminal of the page: keys and sizes go to the program behind the socket, what it draws comes back.
import { Terminal } from "./xterm.js";
import { FitAddon } from "./addon-fit.js";
import { Unicode11Addon } from "./addon-unicode11.js";

const SIZE_KEY = "nianbao-font-size";
const [SMALLEST, USUAL, LARGEST] = [10, 18, 40];

const place = document.getElementById("terminal");
const terminal = new Terminal({
  allowProposedApi: true, // what chooses the version of Unicode
  fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--fonts").trim(),
  fontSize: Number(localStorage.getItem(SIZE_KEY)) || USUAL,
  scrollback: 0,
  theme: { background: "#f8f5ec", foreground: "#1b1b1b" },
});
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.loadAddon(new Unicode11Addon());
terminal.unicode.activeVersion = "11";
terminal.open(place);
fit.fit();

const address = new URL("ws", location.href);
address.protocol = "ws:";
address.search = new URLSearchParams({ width: terminal.cols, height: terminal.rows });
const socket = new WebSocket(address);
socket.binaryType = "arraybuffer";

function send(...envelope) {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(envelope));
}

function download(key) {
  const link = document.createElement("a");
  link.href = new URL("download/" + encodeURIComponent(key), location.href);
  link.download = "";
  link.click();
}

socket.addEventListener("open", () => {
  send("resize", { width: terminal.cols, height: terminal.rows });
  send("focus");
  terminal.focus();
});
socket.addEventListener("message", ({ data }) => {
  if (typeof data !== "string") {
    terminal.write(new Uint8Array(data));
    return;
  }
  const [kind, value] = JSON.parse(data);
  if (kind === "deliver_file_start") download(value);
});
socket.addEventListener("close", () => {
  terminal.options.disableStdin = true;
  document.getElementById("ended").showModal();
});
document.getElementById("again").addEventListener("click", () => location.reload());

terminal.onData((keys) => send("stdin", keys));
terminal.onResize(({ cols, rows }) => send("resize", { width: cols, height: rows }));
terminal.textarea.addEventListener("focus", () => send("focus"));
terminal.textarea.addEventListener("blur", () => send("blur"));
addEventListener("resize", () => fit.fit());

// What the program copies (OSC 52) goes to the clipboard; the clipboard is never read for it.
terminal.parser.registerOscHandler(52, (text) => {
  const [, encoded] = text.split(";");
  if (encoded && encoded !== "?") {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    navigator.clipboard.writeText(new TextDecoder().decode(bytes)).catch(() => {});
  }
  return true;
});

// Ctrl+V is left to the browser, which pastes. Ctrl with + - 0 changes the letters of the terminal, not those of the
// page around it.
terminal.attachCustomKeyEventHandler((event) => {
  if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "v") return false;
  const step = { "+": 2, "=": 2, "-": -2, "0": 0 }[event.key];
  if (event.type !== "keydown" || !event.ctrlKey || event.altKey || step === undefined) return true;
  const wanted = step === 0 ? USUAL : terminal.options.fontSize + step;
  terminal.options.fontSize = Math.min(LARGEST, Math.max(SMALLEST, wanted));
  localStorage.setItem(SIZE_KEY, terminal.options.fontSize);
  fit.fit();
  event.preventDefault();
  return false;
});

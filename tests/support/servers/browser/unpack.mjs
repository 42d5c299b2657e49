// Unpacks Chromium and the libraries that a bare machine lacks into TMPDIR: `chromium`, `al2023/lib`.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";

const packed = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..", "bin");
await chromium.executablePath();
await inflate(join(packed, "al2023.tar.br"));

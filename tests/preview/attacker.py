"""A web server of somebody else on the same machine, whose page tries whatever a page can against a preview."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="en"><title>Attack</title><body><script>
const tries = {
  fetch: (address) => fetch(address).then((r) => r.text()),
  fetchOpaque: (address) => fetch(address, {mode: "no-cors"}).then((r) => r.text()),
  fetchWithCookies: (address) => fetch(address, {credentials: "include"}).then((r) => r.text()),
  xhr: (address) => new Promise((yes, no) => {
    const asked = new XMLHttpRequest();
    asked.onload = () => yes(asked.responseText); asked.onerror = no;
    asked.open("GET", address); asked.send();
  }),
  events: (address) => new Promise((yes, no) => {
    const source = new EventSource(address);
    source.addEventListener("state", (event) => yes(event.data)); source.onerror = () => { source.close(); no(); };
  }),
  script: (address) => new Promise((yes, no) => {
    const script = document.createElement("script");
    script.onload = () => yes("script"); script.onerror = no; script.src = address; document.body.append(script);
  }),
  style: (address) => new Promise((yes, no) => {
    const link = document.createElement("link");
    link.rel = "stylesheet"; link.onload = () => yes("style"); link.onerror = no; link.href = address;
    document.head.append(link);
  }),
  image: (address) => new Promise((yes, no) => {
    const image = new Image(); image.onload = () => yes("image"); image.onerror = no; image.src = address;
  }),
  frame: (address) => new Promise((yes, no) => {
    const frame = document.createElement("iframe");
    frame.onload = () => { try { yes(frame.contentDocument.body.textContent); } catch (error) { no(error); } };
    frame.src = address; document.body.append(frame);
  }),
  put: (address) =>
    fetch(address, {method: "PUT", headers: {"Content-Type": "application/json"}, body: "{}"}).then((r) => r.text()),
  post: (address) => fetch(address, {method: "POST", body: '{"text": "attack"}'}).then((r) => r.text()),
  beacon: (address) => { navigator.sendBeacon(address, '{"text": "attack"}'); throw new Error("sent unread"); },
};
window.attempt = async (kind, address) => {
  try { return "GOT " + await tries[kind](address); } catch (error) { return "refused"; }
};
window.submitForm = (address) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = address; form.enctype = "text/plain"; form.target = "_blank";
  const field = document.createElement("input");
  field.name = '{"text": "attack", "digest": "'; field.value = '"}';
  form.append(field); document.body.append(form); form.submit();
};
</script></body></html>"""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def attacker() -> Iterator[int]:
    """Serve the page on all names of loopback, and give its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()

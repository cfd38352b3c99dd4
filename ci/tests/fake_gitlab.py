# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of GitLab's API that lists, adds and changes the notes of one merge request, as its
documentation has it.

  fake_gitlab.py TOKEN DIRECTORY

It writes DIRECTORY/port when it listens, keeps each note as DIRECTORY/ID, and takes only
requests with the token. It ends with its parent.
"""

import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.parse

TOKEN, DIRECTORY = sys.argv[1:]
NOTES = "/api/v4/projects/7/merge_requests/12/notes"


def notes():
    for name in sorted(os.listdir(DIRECTORY)):
        if name.isdigit():
            with open(os.path.join(DIRECTORY, name), encoding="utf-8") as stream:
                yield {"id": int(name), "body": stream.read()}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, code, content):
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def put_note(self, number):
        length = int(self.headers["Content-Length"])
        form = urllib.parse.parse_qs(self.rfile.read(length).decode())
        with open(os.path.join(DIRECTORY, str(number)), "w", encoding="utf-8") as stream:
            stream.write(form["body"][0])
        self.answer(200, {"id": number})

    def handle_request(self):
        path = self.path.split("?")[0]
        found = re.fullmatch(re.escape(NOTES) + r"/(\d+)", path)
        if self.headers["PRIVATE-TOKEN"] != TOKEN:
            self.answer(401, {"message": "401 Unauthorized"})
        elif self.command == "GET" and path == NOTES:
            self.answer(200, list(notes()))
        elif self.command == "POST" and path == NOTES:
            self.put_note(1 + max((note["id"] for note in notes()), default=300))
        elif self.command == "PUT" and found:
            self.put_note(int(found[1]))
        else:
            self.answer(404, {"message": "404 Not found"})

    do_GET = do_POST = do_PUT = handle_request

    def log_message(self, *_):
        pass


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
with open(os.path.join(DIRECTORY, "port.new"), "w", encoding="ascii") as port:
    port.write(str(server.server_port))
os.rename(port.name, os.path.join(DIRECTORY, "port"))
server.serve_forever()

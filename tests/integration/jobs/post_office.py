"""A mail server on loopback that takes its time and remembers every letter's Message-ID."""

import socketserver
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes


class PostOffice(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as smtplib needs; ``delay`` seconds pass before a letter is taken.

    ``replies`` holds other answers than "250 ok" by the command's first four letters, as RCPT; ``heard`` the
    commands that came.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, delay: float, replies: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.delay = delay
        self.replies = replies
        self.received: list[str] = []
        self.heard: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say("220 post office")
        while line := self.rfile.readline():
            word = line[:4].upper()
            self.server.heard.append(line.decode().strip())
            if reply := self.server.replies.get(word.decode()):
                self._say(reply)
            elif word == b"DATA":
                self._take_letter()
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take_letter(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        time.sleep(self.server.delay)
        self.server.received.append(str(message_from_bytes(b"".join(lines))["Message-ID"]))
        self._say("250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def post_office(delay: float = 0.0, **replies: str) -> Iterator[PostOffice]:
    server = PostOffice(delay, replies)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()

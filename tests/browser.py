"""A page in headless Chromium, by the WebDriver protocol (W3C) over chromedriver."""
import json
import re
import subprocess
import time
import urllib.request

import weir

AXE = weir.SOURCE / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--window-size=1280,1000"]


class Browser:
    def __init__(self, profile):
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            port = re.search(r"started successfully on port (\d+)", line)
            if port:
                break
        self.base = f"http://127.0.0.1:{port[1]}/session"
        options = {"args": FLAGS + [f"--user-data-dir={profile}"], "binary": "/usr/bin/chromium"}
        made = self.call("POST", "", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.base += "/" + made["sessionId"]
        self.call("POST", "/timeouts", {"script": 150_000})     # a machine may be busy

    def call(self, method, path, body=None):
        request = urllib.request.Request(self.base + path, method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=160) as answer:
            return json.load(answer)["value"]

    def open(self, path):
        self.call("POST", "/url", {"url": f"file://{path}"})

    def visit(self, url):
        self.call("POST", "/url", {"url": url})

    def until(self, script, *args, seconds=20):
        """Waits until the script gives something true, and gives it."""
        end = time.monotonic() + seconds
        while True:
            got = self.run(script, *args)
            if got or time.monotonic() > end:
                return got
            time.sleep(.05)

    def press(self, *keys):
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": [
            {"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]}]})

    def back(self):
        self.call("POST", "/back", {})

    def run(self, script, *args):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(args)})

    def command(self, name, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": name, "params": params})

    def look(self, width, dark=False, height=900):
        """As on a screen of that width, in the dark or not."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height,
                     deviceScaleFactor=1, mobile=False)
        self.command("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def axe(self):
        """What axe-core, rules of accessibility as a program, finds wrong: rule and first place."""
        self.run(AXE.read_text() + "; window.axe = axe;")
        return self.run("""return axe.run(document, {resultTypes: ['violations']}).then(r =>
            r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 120) + ' ' +
                                  v.nodes[0].failureSummary))""")

    def console(self):
        return [e["message"] for e in self.call("POST", "/se/log", {"type": "browser"})
                if e["level"] in ("SEVERE", "WARNING")]

    def move(self, x, y):
        self.call("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [
            {"type": "pointerMove", "x": int(x), "y": int(y), "duration": 50},
            {"type": "pointerMove", "x": int(x) + 1, "y": int(y), "duration": 50},
            {"type": "pause", "duration": 200}]}]})

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()

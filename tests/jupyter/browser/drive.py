"""Opens the notebook 09 in headless Chromium, runs it, and uses its chart as a reader would.

Speaks Chrome's DevTools protocol over the websockets that come with Jupyter. Each failure is a
sentence on stderr and the exit code 1; the pictures of each stage are left in a folder.
"""

import asyncio
import base64
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tornado.websocket import websocket_connect

NOTEBOOK = "09-3d-classification.ipynb"
TOKEN = "browser-test"
# Which of the page's panels is the current one depends on the focus, which it may not have.
PANEL = "[...jupyterapp.shell.widgets('main')][0]"
CHART = "document.querySelector('.js-plotly-plot')"
WINDOW = (1200, 1300)


def chromium():
    """The path of a browser, if there is one."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
    places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ]
    found = [os.environ.get("CHROME"), *map(shutil.which, names)]
    found += [place for place in places if Path(place).exists()]
    return next(filter(None, found), None)


class Page:
    """A page of the browser, through the DevTools protocol."""

    def __init__(self, socket, pictures):
        self.socket, self.pictures = socket, pictures
        self.number, self.pressed = 0, False

    async def send(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        await self.socket.write_message(json.dumps(message))
        while True:
            text = await asyncio.wait_for(self.socket.read_message(), 60)
            if text is None:
                sys.exit("The browser has gone.")
            answer = json.loads(text)
            if answer.get("id") == self.number:
                if "error" in answer:
                    sys.exit(f"{method}: {answer['error']['message']}")
                return answer["result"]

    async def ask(self, script):
        """The value of a JavaScript expression."""
        answer = await self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            sys.exit(f"In the page: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def wait(self, what, script, seconds):
        """Until the expression is true."""
        deadline = time.monotonic() + seconds
        while not await self.ask(f"!!({script})"):
            if time.monotonic() > deadline:
                await self.picture("failed")
                sys.exit(f"{what} did not come within {seconds} s.")
            await asyncio.sleep(0.2)

    async def box(self, element):
        """Left, top, width and height of an element, given by an expression."""
        await self.wait(f"The element {element}", element, 20)
        rectangle = f"(e => {{ const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }})({element})"
        return await self.ask(rectangle)

    async def mouse(self, kind, x, y):
        await self.send(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1,
            buttons=int(self.pressed or kind == "mousePressed"),
        )
        self.pressed = kind == "mousePressed" or (self.pressed and kind == "mouseMoved")

    async def drag(self, start, end):
        await self.mouse("mousePressed", *start)
        for i in range(1, 11):
            step = [a + (b - a) * i / 10 for a, b in zip(start, end)]
            await self.mouse("mouseMoved", *step)
            await asyncio.sleep(0.03)
        await self.mouse("mouseReleased", *end)
        await asyncio.sleep(1.5)

    async def click(self, element):
        x, y, width, height = await self.box(element)
        at = (x + width / 2, y + height / 2)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            await self.mouse(kind, *at)
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.3)

    async def picture(self, name, box=None):
        """A screenshot as base64, also left as a file."""
        clip = {}
        if box:
            keys = ("x", "y", "width", "height")
            clip = {"clip": {**dict(zip(keys, box)), "scale": 1}}
        data = (await self.send("Page.captureScreenshot", format="png", **clip))["data"]
        (self.pictures / f"{name}.png").write_bytes(base64.b64decode(data))
        return data

    async def colours(self, picture):
        """How many colours a picture has."""
        return await self.ask(
            f"""(async () => {{
                const image = new Image();
                image.src = 'data:image/png;base64,{picture}';
                await image.decode();
                const canvas = new OffscreenCanvas(image.width, image.height);
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                const data = context.getImageData(0, 0, image.width, image.height).data;
                return new Set(new Uint32Array(data.buffer)).size;
            }})()"""
        )


def label(name, text):
    """An expression for the element of a class that has just this text."""
    return f"[...document.querySelectorAll('{name}')].find(e => e.innerText.trim() === '{text}')"


async def show_chart(page):
    """Scrolls to the chart, and returns the place of its 3-D part."""
    index = await page.ask(
        f"{PANEL}.content.widgets.findIndex("
        "c => JSON.stringify(c.model.toJSON().outputs || []).includes('vnd.plotly'))"
    )
    if index < 0:
        sys.exit("No cell has a plotly output.")
    await page.ask(f"{PANEL}.content.scrollToItem({index}, 'start').then(() => 1)")
    await page.wait("The drawn chart", f"{CHART} && {CHART}.querySelector('canvas')", 60)
    await page.ask(f"{CHART}.scrollIntoView()")
    await asyncio.sleep(3)
    return await page.box(f"{CHART}.querySelector('canvas')")


async def use(page, url):
    await page.send("Page.enable")
    await page.send("Page.navigate", url=url)
    ready = f"window.jupyterapp && {PANEL}?.content?.widgets?.length > 10"
    await page.wait("The notebook", ready, 60)
    # The committed file is to stay as it is.
    await page.ask("jupyterapp.commands.execute('docmanager:toggle-autosave').then(() => 1)")
    await asyncio.sleep(2)

    # As committed: nobody has run anything yet.
    scene = await show_chart(page)
    if await page.colours(await page.picture("as-committed", scene)) < 100:
        sys.exit("The committed chart is blank.")

    cells = f"{PANEL}.content.widgets.filter(c => c.model.type === 'code')"
    await page.click(label(".lm-MenuBar-itemLabel", "Run"))
    await page.click(label(".lm-Menu-itemLabel", "Run All Cells"))
    await page.wait("The first running cell", f"{cells}.some(c => c.model.executionState === 'running')", 60)
    await page.wait("The end of the run", f"{cells}.every(c => c.model.executionState === 'idle')", 300)
    errors = await page.ask(
        f"{cells}.flatMap(c => c.model.outputs.toJSON()).filter(o => o.output_type === 'error' ||"
        " o.name === 'stderr').map(o => o.evalue || o.text)"
    )
    if errors:
        sys.exit(f"Cells have failed: {errors}")

    scene = await show_chart(page)
    first = await page.picture("run", scene)
    if await page.colours(first) < 100:
        sys.exit("The chart is blank.")

    active = f"{CHART}._fullLayout.sliders[0].active"
    before = await page.ask(active)
    x, y, width, height = await page.box(f"{CHART}.querySelector('.slider-rail-touch-rect')")
    middle = y + height / 2
    await page.drag((x + width - 2, middle), (x + width * 0.3, middle))
    # Each step draws the surface anew, which takes a busy machine seconds.
    await page.wait("The slider's step where the mouse has left it", f"{active} < {before}", 30)
    second = await page.picture("slider", scene)
    if second == first:
        sys.exit("The slider moves, but the surface stays the same.")

    eye = f"JSON.stringify({CHART}._fullLayout.scene._scene.getCamera().eye)"
    before = await page.ask(eye)
    centre = (scene[0] + scene[2] / 2, scene[1] + scene[3] / 2)
    await page.drag(centre, (centre[0] + 120, centre[1] + 30))
    await page.wait("The turned chart", f"{eye} !== {json.dumps(before)}", 30)
    if await page.picture("turned", scene) == second:
        sys.exit("The chart does not turn with the mouse.")
    await page.picture("page")
    print("The chart is drawn as committed and after a run; it turns, and its slider moves.")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answer(url, seconds):
    """What a server says, as soon as it does."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                return json.load(reply)
        except OSError:
            if time.monotonic() > deadline:
                sys.exit(f"Nothing answers at {url} within {seconds} s.")
            time.sleep(0.2)


def stop(process):
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def main(program, pictures):
    browser = chromium()
    if browser is None:
        print("skipped: there is no Chromium on this computer.")
        return
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        port, debugging = free_port(), free_port()
        lab = subprocess.Popen(
            [program, "--no-browser", f"--port={port}", f"--ServerApp.token={TOKEN}",
             "--LabApp.expose_app_in_browser=True"],
            env={**os.environ, "NOTEBOOK_STRICT": "1"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        options = [
            "--headless=new", f"--remote-debugging-port={debugging}", "--no-first-run",
            f"--user-data-dir={scratch}/profile", "--window-size={},{}".format(*WINDOW),
            # A picture in three dimensions, with or without a graphics card.
            "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
        ]
        if platform.system() == "Linux":
            # The sandbox wants rights that a container does not give; only our page is opened.
            options += ["--no-sandbox", "--disable-dev-shm-usage"]
        chrome = subprocess.Popen(
            [browser, *options, "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            answer(f"http://localhost:{port}/api?token={TOKEN}", 90)
            pages = answer(f"http://127.0.0.1:{debugging}/json/list", 60)
            address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
            socket = await websocket_connect(address, max_message_size=1 << 28)
            url = f"http://localhost:{port}/lab/workspaces/test/tree/{NOTEBOOK}?token={TOKEN}"
            await use(Page(socket, pictures), url)
            socket.close()
        finally:
            stop(chrome)
            stop(lab)


asyncio.run(main(sys.argv[1], Path(sys.argv[2])))

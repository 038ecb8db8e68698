"""A person in front of a browser: opens, follows, fills in, presses; and looks at every page as one should."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE = 120.0  # seconds that somebody else's work may take on a machine that others use, too
REFUSED = "Failed to load resource"  # what the console says of a page with a status of its own, such as 422

# Latin words on a Chinese page, outside of passages marked as being in another language.
LATIN = """() => {
    const found = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const host = texts.currentNode.parentElement;
        if (host.closest('[lang]').lang !== 'zh-Hans' || host.closest('script, style, code, textarea, svg')) continue;
        const text = texts.currentNode.data.replace(/https?:\\S+|[0-9a-f]{32,}|[\\w.-]+\\.\\w+/g, ' ');
        (text.match(/[A-Za-z]{3,}/g) || []).forEach(word => found.add(word));
    }
    return [...found];
}"""
# Words that are no English: names of files, of log-ins, and of an organisation that our source names in English only.
NAMES = {
    "Deli",
    "social",
    "workers",
    "JavaScript",
    "English",
    "Word",
    "Excel",
    "CSV",
    "XLSX",
    "YAML",
    "PDF",
    "Towngown",
    "office",
    "campus",
    "worker",
    "sibling",
    "teacher",
    "standin",
    "calligrapher",
    "window",
}


@dataclass
class Walk:
    """One browser context. `faults` gathers what no page may do; a story ends by looking that there are none."""

    browser: Browser
    address: str
    phone: bool = False
    scripts: bool = True
    faults: list[str] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        context = self.browser.new_context(
            base_url=self.address, viewport=PHONE if self.phone else DESK, java_script_enabled=self.scripts,
            locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True,
        )  # fmt: skip
        context.set_default_timeout(60_000)
        self.page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED):
            self.faults.append(f"console on {self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in ("data", "blob") and f"{url.scheme}://{url.netloc}" != self.address:
            self.faults.append(f"asked a third party: {request.url}")

    # What a person does.

    def log_in(self, name: str, password: str = "a long password") -> None:
        """Through the log-in page."""
        self.open("/accounts/login/")
        self.page.locator("#id_login").fill(name)
        self.page.locator("#id_password").fill(password)
        self.click(self.page.locator("form:has(#id_password) [type=submit]").first)
        if self.path.startswith("/accounts/login"):
            raise AssertionError(f"{name} did not get in: {self.text[:300]}")

    def open(self, address: str) -> int:
        """Open an address; returns the status."""
        answer = self.page.goto(address)
        self.look()
        return answer.status if answer else 0

    def follow(self, name: str, within: str = "body") -> None:
        """Click the link with this text."""
        self.click(self.page.locator(within).get_by_role("link", name=name))

    def verb(self, name: str, within: str = "main", **values: object) -> None:
        """Press the button of a verb; where a form follows, fill it in and send it. It must not be refused."""
        self.click(self.page.locator(within).locator(f"a[href*='/do/{name}/'], form[action*='/do/{name}/'] button"))
        if f"/do/{name}/" in self.path:
            self.fill(**values)
            self.send()
            assert f"/do/{name}/" not in self.path, f"{name} was refused: {self.text[:1500]}"

    def send(self) -> None:
        """Press the button of the form in the middle of the page."""
        self.click(self.page.locator("main form.form [type=submit]"))

    def click(self, target: Locator) -> None:
        """Click it and wait for the page that follows."""
        with self.page.expect_navigation():
            target.first.click()
        self.look()

    def await_there(self, selector: str, *, gone: bool = False) -> Locator:
        """Open the page again until this is on it (or, `gone`, no longer is): somebody else is still working."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.page.locator(selector)
            if bool(found.count()) is not gone:
                return found
            self.page.wait_for_timeout(200)
            self.page.reload()
        raise AssertionError(f"{selector} {'stays' if gone else 'never appears'} on {self.path}: {self.text[:1500]}")

    def fill(self, **values: object) -> None:
        """Fill in the fields of these names: text, a choice by its label, ticks as True, files as a path."""
        for name, value in values.items():
            self._put(self.page.locator(f"main [name={name}]"), value)

    def _put(self, field: Locator, value: object) -> None:
        kind = field.first.get_attribute("type") or field.first.evaluate("one => one.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            label = self.page.locator("main label").filter(
                has=field.page.locator(f"[name={field.first.get_attribute('name')}]")
            )
            (label.filter(has_text=str(value)) if value is not True else label).first.click()
        elif kind == "select":
            wanted = field.locator("option").filter(has_text=str(value)).first
            field.select_option(wanted.get_attribute("value"))
        elif kind == "file":
            field.set_input_files(str(value))
        else:
            field.fill(str(value))

    # What a person sees.

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        """What is written in the middle of the page, blanks made one."""
        return " ".join(self.page.locator("main").inner_text().split())

    def sees(self, *words: str) -> None:
        """All of these are written on the page."""
        written = self.text
        missing = [word for word in words if word not in written]
        assert not missing, f"{missing} not on {self.path}: {written[:4000]}"

    def misses(self, *words: str) -> None:
        """None of these is written on the page."""
        written = self.text
        there = [word for word in words if word in written]
        assert not there, f"{there} on {self.path}: {written[:4000]}"

    def look(self) -> None:
        """Once per page: it fits a phone of 360 pixels without sideways scrolling, and its Chinese is Chinese."""
        if self.page.url in self.looked or not self.page.url.startswith(self.address):
            return
        self.looked.add(self.page.url)
        if not self.phone:
            self.page.set_viewport_size(PHONE)
        root = "document.documentElement"
        wide = self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        if wide > 0:
            self.faults.append(f"{self.path} is {wide} pixels wider than a phone")
        if not self.phone:
            self.page.set_viewport_size(DESK)
        if not self.path.startswith("/en/"):
            latin = set(self.page.evaluate(LATIN)) - NAMES
            self.faults += [f"{self.path} is not in Chinese: {', '.join(sorted(latin))}"] if latin else []

"""Run on a site with TOWNGOWN_HTTPS: what a browser gets on logging in, over https and without. Prints JSON."""

import json

import django


def main() -> None:
    """The cookies with their attributes, the headers, and where plain http leads."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    browser = Client(headers={"x-forwarded-proto": "https", "host": "localhost"})
    page = browser.get("/accounts/login/")
    done = browser.post("/accounts/login/", {"login": "office", "password": "a long password"})
    browser.post("/complaint/", {"words": "字太小"})
    plain = Client(headers={"host": "localhost"}).get("/accounts/login/")
    cookies = {
        name: {key: one[key] for key in ("secure", "path", "domain", "httponly", "samesite")}
        for name, one in browser.cookies.items()
    }
    print(json.dumps({
        "cookies": cookies, "headers": dict(page.headers), "logged_in": done.status_code,
        "plain": [plain.status_code, plain.headers.get("Location", "")], "debug": settings.DEBUG,
    }))  # fmt: skip


if __name__ == "__main__":
    main()

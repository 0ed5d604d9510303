"""What officers do: they decide about the applications of the demonstration, and leave everybody else's alone."""

from __future__ import annotations

from kotinos.rehearsal.accreditation.pages import Browser


def waits(browser: Browser, id: str) -> bool:
    """Whether the application waits for a decision."""
    return bool(browser.page(f"queue/{id}").xpath("//button[@name='do'][@value='approve']"))


def approve(browser: Browser, id: str) -> None:
    """Approve it: the State is asked."""
    browser.send(f"queue/{id}", {"do": "approve"})


def decline(browser: Browser, id: str, reason: str) -> None:
    """Send it back, or reject it: ``return:photo``, ``reject:not-eligible``."""
    browser.send(f"queue/{id}", {"do": "reason", "reason": reason})


def tell_apart(browser: Browser, ours: set[str]) -> int:
    """Say of every pair of files that looks like one person, one of ours among them, that they are two; of how many it was said."""
    said = 0
    for path in browser.page("queue").xpath("//a[contains(@href, '/pair/')]/@href"):
        page = browser.page(path)
        settled_by_me = page.xpath("//p[@class='stamp']/span")
        if path.split("/")[3] in ours and not settled_by_me:
            browser.send(path, {"verdict": "keep"})
            said += 1
    return said

"""Types of files we keep, and what is said to the rest."""

from towngown.kit import problems
from towngown.kit.text import mark

JPEG, PNG, WEBP, GIF = "image/jpeg", "image/png", "image/webp", "image/gif"
PDF, TEXT, CSV = "application/pdf", "text/plain", "text/csv"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

# media type → the ending of the name we give it
ENDINGS = {
    JPEG: "jpg", PNG: "png", WEBP: "webp", PDF: "pdf", DOCX: "docx", XLSX: "xlsx", ODT: "odt", CSV: "csv", TEXT: "txt",
}  # fmt: skip

LABELS = {
    JPEG: mark("Picture"), PNG: mark("Picture"), WEBP: mark("Picture"), PDF: mark("PDF document"),
    DOCX: mark("Word document"), XLSX: mark("Excel workbook"), ODT: mark("Text document"), CSV: mark("Table"),
    TEXT: mark("Plain text"),
}  # fmt: skip

PICTURES = (JPEG, PNG, WEBP)  # shown in the page; everything else is handed over as an attachment
MOST_PIXELS = 50_000_000
LONG_SIDE = 2560
SMALL_SIDE = 480  # of pictures in pages: a phone shows 240 points

# What a file field lets the browser offer.
ACCEPT = ".jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.odt,.csv,.txt"

problems.declare(
    {
        "files.no_longer_kept": mark(
            "The file you sent before was kept for a day and is gone now. Choose it once more."
        ),
        "files.empty": mark("This file is empty. Choose another one."),
        "files.too_large": mark("This file is larger than {limit} MB. Make it smaller and send it again."),
        "files.heic": mark(
            "This is a HEIC picture, which many computers cannot open. Save it as JPEG and send it again"
            " (iPhone: Settings, Camera, Formats, Most Compatible)."
        ),
        "files.too_many_pixels": mark(
            "This picture has more than {limit} million pixels. Make it smaller and send it again."
        ),
        "files.broken_picture": mark(
            "This picture is damaged and cannot be opened. Send it again, or take another one."
        ),
        "files.broken": mark("This file is damaged and cannot be opened. Save it anew and send it again."),
        "files.macros": mark(
            "This document contains macros or other programs. Save it without them and send it again."
        ),
        "files.old_office": mark(
            "This is an old Word, Excel or PowerPoint file. Save it as .docx, .xlsx or PDF and send it again."
        ),
        "files.protected": mark("This document is protected by a password. Save it without one and send it again."),
        "files.active": mark("Web pages, SVG pictures and other files that can run programs are not accepted."),
        "files.program": mark("Programs are not accepted."),
        "files.archive": mark("Archives are not accepted. Send the files in it one by one."),
        "files.bomb": mark("This file unpacks to far more than a document needs, so it is not accepted."),
        "files.bad_names": mark("This document holds parts with dangerous names, so it is not accepted."),
        "files.two_in_one": mark("Two files are hidden in one here. Save the document anew and send it again."),
        "files.unknown_type": mark(
            "This kind of file is not accepted: send a picture, PDF, Word, Excel, CSV or plain text."
        ),
    }
)
